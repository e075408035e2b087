import { fileError, type UndecidedError, undecidedBut } from '../values/file-error'
import { concatBytes } from './byte-source'
import { wideText } from './file-start'

/** Byte order marks that name the encoding of a file, whatever the caller says. */
const MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]
const WIDE_MARKS = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
] // of UTF-32, which TextDecoder does not know
const LONGEST_MARK = 4
const BEYOND_ASCII = /[^\0-\x7f]/g
const OF_SEVERAL_BYTES = /^(?:gb|big5|euc|shift|iso-2022)/
const REPLACED = /\ufffd/g // which stand for bytes that are no UTF-8
const MOST = 0.75
const MANY = 1000
const FEWEST = 8 // characters of such an encoding that are not valid UTF-8 by chance

/** A text as UTF-8. */
export interface Utf8Text {
  readonly chunks: AsyncGenerator<Uint8Array>
  /** What it was before, if that was not UTF-8: the name that TextDecoder has for it. */
  readonly encoding: string | undefined
  /** Once it is read: characters of another encoding's text that are UTF-8, where these are most of those beyond ASCII. */
  utf8Characters(): number | undefined
  /** The error of a text that is said to be of another encoding, of which all that was read so far is UTF-8; undefined of any other. */
  misnamed(): UndecidedError | undefined
}

/**
 * The text in chunks of bytes as UTF-8: of a file in that encoding, its own bytes.
 *
 * @param encoding of a file without a byte order mark; UTF-8 without it
 * @throws if it is UTF-32; while reading at bytes that are not of the encoding, if that is not UTF-8, and at the end where they are UTF-8
 */
export async function utf8Text(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  encoding = 'utf-8',
): Promise<Utf8Text> {
  let head: Uint8Array = new Uint8Array(0)
  while (head.length < LONGEST_MARK) {
    const { done, value } = await chunks.next()
    if (done) break
    head = concatBytes([head, value])
  }
  if (WIDE_MARKS.some((bytes) => bytes.every((byte, i) => head[i] === byte))) throw wideText(name)
  const marked = MARKS.find(([bytes]) => bytes.every((byte, i) => head[i] === byte))?.[1]
  const used = marked ?? new TextDecoder(encoding).encoding
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head
    yield* chunks
  }
  const isOther = used !== 'utf-8'
  const utf8 = isOther && marked === undefined ? asUtf8(used) : undefined
  return {
    chunks: isOther ? encoded(whole(), name, used, utf8) : whole(),
    encoding: isOther ? used : undefined,
    utf8Characters: () => (utf8?.areMost ? utf8.characters : undefined),
    misnamed: () => (utf8?.isUtf8 ? isInUtf8(name, used, 'all bytes of its first lines are') : undefined),
  }
}

/** Looks whether bytes that are said to be of another encoding are UTF-8. */
interface Utf8Test {
  /** Call this without a chunk at the end. */
  add(chunk?: Uint8Array): void
  /** Whether all so far are, and some stand for characters beyond ASCII. */
  readonly isUtf8: boolean
  /** How many characters beyond ASCII are UTF-8. */
  readonly characters: number
  /** Whether these are most of those beyond ASCII. */
  readonly areMost: boolean
}

function asUtf8(encoding: string): Utf8Test {
  const decoder = new TextDecoder('utf-8')
  const fewest = OF_SEVERAL_BYTES.test(encoding) ? FEWEST : 1
  let characters = 0
  let others = 0
  return {
    add(chunk) {
      if (others > MANY && others > characters) return // surely of the other encoding
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
      const beyond = text.match(BEYOND_ASCII)?.length ?? 0
      const replaced = text.match(REPLACED)?.length ?? 0
      characters += beyond - replaced
      others += replaced
    },
    get isUtf8() {
      return others === 0 && characters >= fewest
    },
    get characters() {
      return characters
    },
    get areMost() {
      return characters >= fewest && characters > MOST * (characters + others)
    },
  }
}

async function* encoded(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  encoding: string,
  utf8?: Utf8Test,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const encoder = new TextEncoder()
  const decode = (chunk?: Uint8Array) => {
    utf8?.add(chunk)
    try {
      return encoder.encode(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode())
    } catch (cause) {
      throw fileError(name, `text in ${encoding}`, 'other bytes', cause)
    }
  }
  for await (const chunk of chunks) {
    const text = decode(chunk)
    if (text.length > 0) yield text
  }
  const rest = decode()
  if (utf8?.isUtf8) throw isInUtf8(name, encoding, 'all of its bytes are')
  if (rest.length > 0) yield rest
}

function isInUtf8(name: string, encoding: string, which: string): UndecidedError {
  const choice = { options: ['encoding'], likely: { encoding: 'utf-8' } }
  return undecidedBut(name, `text in ${encoding}`, `UTF-8, which ${which}`, choice)
}
