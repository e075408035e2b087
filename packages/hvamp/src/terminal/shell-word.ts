/** A path as a word of a command that people copy into a POSIX shell: in single quotes, unless it has none but plain characters. */
export function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
