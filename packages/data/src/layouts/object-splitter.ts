import { concatBytes } from '../lines/byte-source'
import { LONGEST_LINE } from '../lines/line-blocks'
import { copiedBytes } from '../values/copied-bytes'
import { fileError, quoted } from '../values/file-error'

const NEWLINE = 10
const SPACE = 32
const QUOTE = 34
const APOSTROPHE = 39
const COMMA = 44
const BACKSLASH = 92
const DEEPEST = 100 // brackets within brackets
const LONGEST_KEY = 1000 // bytes of a key that an array is under

/** Cuts a stream of bytes into objects: those of its top level, or those of arrays in its top-level objects. */
export interface ObjectSplitter {
  /** @throws if something else is between them, or a string does not end in its line */
  split(bytes: Uint8Array): void
  /** @throws if an object or the array has not ended */
  end(): void
  /** Number of the present line, from 1. */
  readonly line: number
}

/** Which objects are cut out, and of what text. */
export interface SplitOptions {
  /** Whether strings may be in single quotes too. */
  readonly hasApostrophes: boolean
  /**
   * Of top-level objects with arrays of objects: the key of the array whose objects are cut out, or `any`. Without it the
   * top-level objects are, one after another or in an array.
   */
  readonly under?: { readonly key: string } | 'any' | undefined
}

/**
 * An object splitter.
 *
 * @param onObject takes the bytes of an object, braces included, the line it starts in and, of one in an array under a key,
 *   that key
 */
export function objectSplitter(
  name: string,
  firstLine: number,
  { hasApostrophes, under }: SplitOptions,
  onObject: (bytes: Uint8Array, line: number, key: string) => void,
): ObjectSplitter {
  let line = firstLine
  let objectLine = firstLine
  let place: 'start' | 'between' | 'array' | 'after' | 'around' = 'start'
  let depth = 0 // within an object that is cut out
  let around = 0 // brackets that are open around the array under a key
  let key = '' // the last string there: of an array, the one before its bracket
  let keyBytes: number[] = []
  let quote = 0 // that of the string the present byte is in
  let isEscaped = false
  let open: Uint8Array[] = [] // pieces of the unfinished object
  let length = 0

  const failure = (expected: string, got: string) => fileError(`${name}:${line}`, expected, got)
  const isQuote = (byte: number) => byte === QUOTE || (hasApostrophes && byte === APOSTROPHE)

  function begin(): void {
    objectLine = line
    depth = 1
  }

  function between(byte: number): void {
    if (place === 'around') beside(byte)
    else if (byte === 0x7b && under !== undefined && place !== 'array') {
      place = 'around'
      around = 1
    } else if (byte === 0x7b && place !== 'after') {
      if (place === 'start') place = 'between'
      begin()
    } else if (byte === 0x5b && place === 'start' && under === undefined) place = 'array'
    else if (byte === 0x5d && place === 'array') place = under === undefined ? 'after' : 'around'
    else if (byte === COMMA && place === 'between') {
      const wayOut = `objects in brackets, or take the commas out, as sed 's/,[[:space:]]*$//' does`
      throw failure('an object in braces', `',' behind one that no bracket is before: write ${wayOut}`)
    } else if ((byte > SPACE || byte === 0) && !(byte === COMMA && place === 'array')) {
      throw failure('an object in braces', quoted(String.fromCharCode(byte)))
    }
  }

  /** A byte of a top-level object outside the array whose objects are cut out. */
  function beside(byte: number): void {
    if (isQuote(byte)) {
      quote = byte
      keyBytes = []
    } else if (byte === 0x5b && around === 1 && (under === 'any' || under?.key === key)) place = 'array'
    else if (byte === 0x7b || byte === 0x5b) deeper(++around)
    else if ((byte === 0x7d || byte === 0x5d) && --around === 0) place = 'start'
  }

  function within(byte: number): void {
    if (isQuote(byte)) quote = byte
    else if (byte === 0x7b || byte === 0x5b) deeper(++depth)
    else if (byte === 0x7d || byte === 0x5d) depth--
  }

  function deeper(brackets: number): void {
    if (brackets > DEEPEST) throw failure(`at most ${DEEPEST} brackets within brackets`, 'more')
  }

  function inString(byte: number): void {
    if (isEscaped) isEscaped = false
    else if (byte === BACKSLASH) isEscaped = true
    else if (byte === quote) {
      quote = 0
      if (place === 'around') key = unescaped(new TextDecoder().decode(Uint8Array.from(keyBytes)))
      return
    }
    if (place === 'around' && keyBytes.length < LONGEST_KEY) keyBytes.push(byte)
  }

  return {
    split(bytes) {
      let start = 0 // of the present object in these bytes
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at]!
        if (byte === NEWLINE) {
          if (quote !== 0) throw failure('a string that ends in its line', 'the end of the line')
          line++
        } else if (quote !== 0) inString(byte)
        else if (depth === 0) {
          between(byte)
          start = at
        } else {
          within(byte)
          if (depth > 0) continue
          const last = bytes.subarray(start, at + 1)
          onObject(length === 0 ? last : concatBytes([...open, last]), objectLine, key)
          open = []
          length = 0
        }
      }
      if (depth === 0) return
      open.push(copiedBytes(bytes.subarray(start)))
      length += bytes.length - start
      if (length > LONGEST_LINE) throw failure(`objects of at most ${LONGEST_LINE} bytes`, 'a longer one')
    },
    end() {
      const cut = (closing: string) =>
        `the end of the file: write '${closing}' there, if no object is missing`
      if (depth > 0) throw failure('the end of an object', 'the end of the file')
      if (place === 'around') throw failure('the end of an object', cut('}'.repeat(around)))
      if (place === 'array') throw failure('the end of the array', cut(`]${'}'.repeat(around)}`))
    },
    get line() {
      return line
    },
  }
}

/** A key as JSON means it; of Python, as it is written. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  try {
    return JSON.parse(`"${text}"`)
  } catch {
    return text
  }
}
