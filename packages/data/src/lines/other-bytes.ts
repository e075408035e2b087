import { elseDo, quoted, type UndecidedError, undecidedBut } from '../values/file-error'
import { REPLACED, textIn, WESTERN } from '../values/line-bytes'
import { wordsInEncodings } from './words-in-encodings'

const BEYOND_ASCII = /[^\0-\x7f]/
const WORD_BEYOND_ASCII = /[\p{L}\p{N}]*[^\0-\x7f][\p{L}\p{N}]*/u
const REPLACED_BYTES = 3 // of the character that stands for other bytes
const SHOWN = /[^\s\p{Cc}]{0,12}$/u // before the byte

/**
 * The error of a line that is not UTF-8. Where at least as many lines around it are UTF-8 beyond ASCII as are not, another encoding
 * would misread these: the error says how, and that correcting the line is the other way.
 *
 * @param where its place
 * @param lines some of the file, that line among them
 * @param index of that line among these
 */
export function otherBytes(
  where: string,
  lines: readonly Uint8Array[],
  index: number,
  cause?: unknown,
): UndecidedError {
  const kinds = lines.map(kindOf)
  const at = kinds[index] === 'other' ? index : kinds.indexOf('other')
  const got = at < 0 ? 'other bytes' : firstOther(lines[at]!)
  const others = kinds.filter((kind) => kind === 'other').length
  const sample = lines.find((_, i) => kinds[i] === 'utf-8')
  if (!sample || kinds.filter((kind) => kind === 'utf-8').length < others) {
    const from = Math.max(at, 0)
    const { encodings, areMore, words } = wordsInEncodings(
      lines.slice(from).filter((_, i) => kinds[from + i] === 'other'),
    )
    const [encoding] = encodings
    const isOne = encoding !== undefined && encodings.length === 1 && !areMore
    const error = undecidedBut(where, 'UTF-8 text', [got, ...words].join(', '), {
      options: ['encoding'],
      likely: isOne ? { encoding } : {},
    })
    const fitting = { fitting: { encoding: encodings }, ...(areMore && { unlisted: ['encoding'] }) }
    const asked = encoding === undefined ? elseDo(error, 'convert it to UTF-8') : error
    return Object.assign(asked, { cause, ...(!isOne && fitting) })
  }
  const word = new TextDecoder().decode(sample).match(WORD_BEYOND_ASCII)![0]
  const misread = textIn(WESTERN, new TextEncoder().encode(word))
  const here = others === 1 ? 'this line' : `this line and ${others - 1} near it`
  const ways = `${got}, where other lines are UTF-8: correct ${here}, or read ${quoted(word)} as ${quoted(misread)}`
  return undecidedBut(where, 'UTF-8 text', ways, { options: ['encoding'], likely: { encoding: WESTERN } })
}

/** The lines of a block, without their ends. */
export function linesOfBlock(block: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < block.length; ) {
    const newline = block.indexOf(10, start)
    const end = newline < 0 ? block.length : newline
    lines.push(block.subarray(start, end))
    start = end + 1
  }
  return lines
}

export function isUtf8(line: Uint8Array): boolean {
  return kindOf(line) !== 'other'
}

function kindOf(line: Uint8Array): 'ascii' | 'utf-8' | 'other' {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line)
    return BEYOND_ASCII.test(text) ? 'utf-8' : 'ascii'
  } catch {
    return 'other'
  }
}

/** The first byte that is not of UTF-8, and what is before it: the byte 0xE9 after 'Caf'. */
function firstOther(line: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(line)
  for (let at = text.indexOf(REPLACED); at >= 0; at = text.indexOf(REPLACED, at + 1)) {
    const before = text.slice(0, at)
    const offset = new TextEncoder().encode(before).length
    const isItself = new TextDecoder().decode(line.subarray(offset, offset + REPLACED_BYTES)) === REPLACED
    if (isItself && line[offset] === 0xef) continue
    const [shown] = before.match(SHOWN)!
    const byte = line[offset]!.toString(16).toUpperCase()
    return `the byte 0x${byte}${shown === '' ? '' : ` after ${quoted(shown)}`}`
  }
  return 'other bytes'
}
