import { readFile } from 'node:fs/promises'
import { badInput } from '../process/bad-input'

const utf16 = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const // as PowerShell and Excel write it

/**
 * The text of a small file in UTF-8, or in UTF-16 with a byte order mark.
 *
 * @param option that names the file, for errors
 * @throws bad input if it cannot be read, or is no such text
 */
export async function readText(path: string, option: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (cause) {
    const { message } = cause as Error
    throw badInput(`${option}: must be a file that can be read, got '${path}': ${message}`, cause)
  }
  const marked = Object.entries(utf16).find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))
  try {
    const text = new TextDecoder(marked?.[0], { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // other bytes
  }
  throw badInput(`${option}: must be a file of text in UTF-8, got other bytes in '${path}'`)
}
