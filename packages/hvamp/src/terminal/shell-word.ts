/** A path as a word of a command that people copy into a POSIX shell: in single quotes, unless it has none but plain characters. */
export function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : quotedWord(path)
}

/** A text as a word in single quotes, for what readers take apart at its commas. */
export function quotedWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
