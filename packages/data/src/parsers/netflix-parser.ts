import type { InteractionsBuilder } from '../interactions/interactions-builder'
import type { BlockParser } from '../lines/line-blocks'
import type { RowOptions } from '../reading/reading'
import { fileError, quoted } from '../values/file-error'
import { textOf } from '../values/line-bytes'
import { numberInBytes } from '../values/numbers-in-text'
import { timeInBytes } from '../values/times-in-text'

const NEWLINE = 10
const RETURN = 13
const COMMA = 44
const COLON = 58
const UNRATED = /^\d+(?:,\d{4}-\d\d-\d\d)?$/

/**
 * Reads the files of the Netflix Prize: a movie's number and a colon, then `customer,rating,date` for each of its ratings.
 * Movies of a file come in ascending order.
 *
 * @param before lines of the file before the first block
 */
export function netflixParser(
  builder: InteractionsBuilder,
  name: string,
  before: number,
  { times }: Pick<RowOptions, 'times'>,
): BlockParser {
  let line = before
  let movie = 0
  let item = -1
  let isRated = false // whether a rating was read
  const failure = (expected: string, got: string) => fileError(`${name}:${line}`, expected, quoted(got))

  function readMovie(block: Uint8Array, from: number, to: number): void {
    const next = numberInBytes(block, from, to - 1)
    if (!Number.isSafeInteger(next) || next <= movie) {
      throw failure(
        `the number of a movie${movie > 0 ? ` above ${movie}` : ''} and a colon`,
        textOf(block, from, to),
      )
    }
    movie = next
    item = builder.items.indexOfBytes(block, from, to - 1)
  }

  function readRating(block: Uint8Array, from: number, to: number): void {
    const first = block.indexOf(COMMA, from)
    const second = first < 0 ? -1 : block.indexOf(COMMA, first + 1)
    if (item >= 0 && !isRated && UNRATED.test(textOf(block, from, to))) {
      throw fileError(
        `${name}:${line}`,
        'customer,rating,date',
        `${quoted(textOf(block, from, to))}, as in a test set without ratings (qualifying.txt, probe.txt): read the files of the training set`,
      )
    }
    const last = second < 0 ? -1 : block.indexOf(COMMA, second + 1)
    if (first < 0 || first >= to || second < 0 || second >= to || (last >= 0 && last < to)) {
      throw failure('the number of a movie and a colon, or customer,rating,date', textOf(block, from, to))
    }
    if (item < 0) throw failure('the number of a movie and a colon first', textOf(block, from, to))
    if (!Number.isSafeInteger(numberInBytes(block, from, first))) {
      throw failure('the number of a customer', textOf(block, from, first))
    }
    const rating = numberInBytes(block, first + 1, second)
    if (!(Number.isInteger(rating) && rating >= 1 && rating <= 5)) {
      throw failure('a rating from 1 to 5', textOf(block, first + 1, second))
    }
    const time = timeInBytes(block, second + 1, to)
    if (Number.isNaN(time)) throw failure('a date such as 2005-09-06', textOf(block, second + 1, to))
    if (times?.knows(time) === false) times.add(time, textOf(block, second + 1, to), `${name}:${line}`)
    isRated = true
    builder.add(builder.users.indexOfBytes(block, from, first), item, rating, time)
  }

  return {
    parse(block) {
      for (let from = 0; from < block.length; ) {
        line++
        const end = block.indexOf(NEWLINE, from)
        const to = end > from && block[end - 1] === RETURN ? end - 1 : end
        if (to > from) {
          if (block[to - 1] === COLON) readMovie(block, from, to)
          else readRating(block, from, to)
        }
        from = end + 1
      }
    },
    end() {},
    get line() {
      return line
    },
  }
}
