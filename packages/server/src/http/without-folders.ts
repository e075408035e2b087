/** A text in which paths and addresses are cut to their last part, for readers who need not know the machine. */
export function withoutFolders(text: string): string {
  return text.replace(/[^\s'"]*[\\/](?=[^\s'"\\/])/g, '')
}
