const SECONDS = { from: 1e8, to: 1e11 } // what is taken for seconds since 1970: 1973 to 5138

/** A time of a file as a day or a moment, where it seems to be in seconds since 1970; else as the number that it is. */
export function timeInWords(text: string): string {
  const time = Number(text)
  if (!(time >= SECONDS.from && time < SECONDS.to)) return text
  return new Date(1000 * time)
    .toISOString()
    .replace(/T00:00:00\.000Z$|\.000Z$/, (end) => (end.startsWith('T') ? '' : 'Z'))
}
