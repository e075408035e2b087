import { partsOfSecond } from '@hvamp/random'

/** What is from here on taken for a time since 1970, in seconds or parts of them: 1973. */
export const EARLIEST = 1e8

/** A time of a file as a day or a moment, where it seems to be one since 1970; else as the number that it is. */
export function timeInWords(text: string): string {
  const time = Number(text)
  const date = new Date((1000 * time) / partsOfSecond(time))
  if (!(time >= EARLIEST) || Number.isNaN(date.getTime())) return text
  return date.toISOString().replace(/T00:00:00\.000Z$|\.000Z$/, (end) => (end.startsWith('T') ? '' : 'Z'))
}
