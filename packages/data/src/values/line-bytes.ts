const TAB = 9
const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const ZERO = 48

/** An encoding in which every byte is a character. */
export const WESTERN = 'windows-1252'
/** What stands for bytes that are not UTF-8, and is a character of its own. */
export const REPLACED = '\ufffd'

/** The text of bytes[from, to), for errors: what is not UTF-8 is replaced. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder().decode(bytes.subarray(from, to))
}

/** The text of bytes in an encoding of one byte for each character. */
export function textIn(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true }) // else Node 20 has no windows-1252, but Latin-1
}

/** Whether a byte is a digit. */
export function isDigit(byte: number): boolean {
  return byte >= ZERO && byte < ZERO + 10
}

/** Whether a byte is blank: a space, a tab or a carriage return. */
export function isBlankByte(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === RETURN
}

/** Whether bytes[start, end) are blank. */
export function isBlank(block: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlankByte(block[at]!)) return false
  return true
}

/** Lines of a block before the first one that is not UTF-8. */
export function validLines(block: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let lines = 0
  for (let start = 0; start < block.length; lines++) {
    const end = block.indexOf(NEWLINE, start) + 1 || block.length
    try {
      decoder.decode(block.subarray(start, end))
    } catch {
      return lines
    }
    start = end
  }
  return lines
}
