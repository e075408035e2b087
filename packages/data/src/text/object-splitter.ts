import { concatBytes } from './byte-source'
import { fileError, quoted } from './file-error'
import { LONGEST_LINE } from './line-blocks'

const NEWLINE = 10
const SPACE = 32
const QUOTE = 34
const APOSTROPHE = 39
const COMMA = 44
const BACKSLASH = 92
const DEEPEST = 100 // brackets within brackets

/** Cuts a stream of bytes into the objects of its top level: one after another, or in an array. */
export interface ObjectSplitter {
  /** @throws if something else is between them, or a string does not end in its line */
  split(bytes: Uint8Array): void
  /** @throws if an object or the array has not ended */
  end(): void
  /** Number of the present line, from 1. */
  readonly line: number
}

/**
 * An object splitter.
 *
 * @param hasApostrophes whether strings may be in single quotes too
 * @param onObject takes the bytes of an object, braces included, and the line it starts in
 */
export function objectSplitter(
  name: string,
  firstLine: number,
  hasApostrophes: boolean,
  onObject: (bytes: Uint8Array, line: number) => void,
): ObjectSplitter {
  let line = firstLine
  let objectLine = firstLine
  let place: 'start' | 'between' | 'array' | 'after' = 'start'
  let depth = 0
  let quote = 0 // that of the string the present byte is in
  let isEscaped = false
  let open: Uint8Array[] = [] // pieces of the unfinished object
  let length = 0

  const failure = (expected: string, got: string) => fileError(`${name}:${line}`, expected, got)

  function between(byte: number): void {
    if (byte === 0x7b && place !== 'after') {
      if (place === 'start') place = 'between'
      objectLine = line
      depth = 1
    } else if (byte === 0x5b && place === 'start') place = 'array'
    else if (byte === 0x5d && place === 'array') place = 'after'
    else if (byte > SPACE && !(byte === COMMA && place === 'array')) {
      throw failure('an object in braces', quoted(String.fromCharCode(byte)))
    }
  }

  function within(byte: number): void {
    if (byte === QUOTE || (hasApostrophes && byte === APOSTROPHE)) quote = byte
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > DEEPEST) throw failure(`at most ${DEEPEST} brackets within brackets`, 'more')
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }

  return {
    split(bytes) {
      let start = 0 // of the present object in these bytes
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at]!
        if (byte === NEWLINE) {
          if (quote !== 0) throw failure('a string that ends in its line', 'the end of the line')
          line++
        } else if (quote !== 0) {
          if (isEscaped) isEscaped = false
          else if (byte === BACKSLASH) isEscaped = true
          else if (byte === quote) quote = 0
        } else if (depth === 0) {
          between(byte)
          start = at
        } else {
          within(byte)
          if (depth > 0) continue
          const last = bytes.subarray(start, at + 1)
          onObject(length === 0 ? last : concatBytes([...open, last]), objectLine)
          open = []
          length = 0
        }
      }
      if (depth === 0) return
      open.push(bytes.slice(start))
      length += bytes.length - start
      if (length > LONGEST_LINE) throw failure(`objects of at most ${LONGEST_LINE} bytes`, 'a longer one')
    },
    end() {
      if (depth > 0) throw failure('the end of an object', 'the end of the file')
      if (place === 'array') throw failure('the end of the array', 'the end of the file')
    },
    get line() {
      return line
    },
  }
}
