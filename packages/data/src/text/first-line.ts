import { fileError } from './file-error'

const NEWLINE = 10

export interface FirstLine {
  readonly text: string
  /** Its number, from 1. */
  readonly line: number
  readonly start: number
  /** Where the next line starts. */
  readonly end: number
}

/** The first line of a block that is not blank; without one, how many lines there are. */
export function firstLineOf(block: Uint8Array): FirstLine | number {
  let line = 0
  for (let start = 0; start < block.length; ) {
    line++
    const end = block.indexOf(NEWLINE, start) + 1
    const text = new TextDecoder().decode(block.subarray(start, end)).replace(/\r?\n$/, '')
    if (text.trim() !== '') return { text, line, start, end }
    start = end
  }
  return line
}

/** Whether a file starts like parquet. */
export function isParquet(start: Uint8Array): boolean {
  return [0x50, 0x41, 0x52, 0x31].every((byte, i) => start[i] === byte) // PAR1
}

/** The start of a file without its byte order mark. @throws if it is no UTF-8 text, saying what it looks like */
export function startOfText(block: Uint8Array, name: string): Uint8Array {
  const startsWith = (...bytes: number[]) => bytes.every((byte, i) => block[i] === byte)
  if (startsWith(0xef, 0xbb, 0xbf)) return block.subarray(3)
  const expected = 'UTF-8 text or gzip'
  if (startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff)) throw fileError(name, expected, 'UTF-16 text')
  if (isParquet(block)) throw fileError(name, expected, 'a parquet file, which is read by its path only')
  if (startsWith(0x50, 0x4b, 3, 4)) throw fileError(name, expected, 'a zip archive, to be unpacked first')
  if (block.subarray(0, 4096).includes(0)) throw fileError(name, expected, 'binary data')
  return block
}
