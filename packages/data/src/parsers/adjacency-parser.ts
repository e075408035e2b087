import { findColumn } from '../columns/column-names'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { isCommentAmong, isSign } from '../lines/comments'
import type { BlockParser } from '../lines/line-blocks'
import { alteredValue } from '../reading/absent-values'
import type { LineOptions } from '../reading/reading'
import { fileError, quoted, undecided, undecidedBut } from '../values/file-error'
import { isBlankByte, textOf } from '../values/line-bytes'
import { alteration } from '../values/missing-ids'

const NEWLINE = 10
const SIGNS = /[,;|"[\]{}]/ // of other formats

/**
 * Reads lines of `user item item …`, separated by spaces. A user without items has an empty history.
 *
 * @param before lines of the file before the first block
 */
export function adjacencyParser(
  builder: InteractionsBuilder,
  name: string,
  before: number,
  rows: LineOptions & {
    /** Whether each user has one line, as nobody says that these are lists. */
    readonly areUsersAlone: boolean
  },
): BlockParser {
  const { missing, skipped, areUsersAlone } = rows
  const users = new Set<number>() // that have a line, unless they may have several
  let line = before

  function absent(
    block: Uint8Array,
    from: number,
    to: number,
    reason: 'no user' | 'no item',
    rows: number,
  ): void {
    const text = textOf(block, from, to)
    const expected = reason === 'no user' ? 'a user id' : 'an item id'
    const why = alteration(text)
    if (why !== undefined) throw alteredValue(`${name}:${line}`, expected, text, why)
    if (missing !== 'skip') throw undecided(`${name}:${line}`, expected, quoted(text), ['missing'])
    skipped.add(reason, line, rows)
  }

  /** @throws if a user has a line already */
  function requireNew(block: Uint8Array, from: number, to: number, user: number): void {
    if (user === ELSEWHERE) return
    if (!users.has(user)) {
      users.add(user)
      return
    }
    const got = `${quoted(textOf(block, from, to))} again, whose lines are joined if they are lists of items`
    const choice = { options: ['format'], likely: { format: 'adjacency' } }
    throw undecidedBut(`${name}:${line}`, 'one line for each user, as lists of items have', got, choice)
  }

  /** @throws if the first line is of another format, which was not asked for, or a header */
  function requireList(block: Uint8Array): void {
    const where = `${name}:${before + 1}`
    const first = new TextDecoder().decode(block.subarray(0, block.indexOf(NEWLINE))).trim()
    const [user = ''] = first.split(/\s/)
    const isHeader = findColumn([user], 'user', undefined, where) === 0
    if (!isHeader && !user.endsWith(':') && !SIGNS.test(first)) return
    const got = isHeader ? `a header, ${quoted(first)}` : quoted(first)
    throw fileError(where, 'a user and their items, separated by spaces', got)
  }

  return {
    parse(block) {
      if (line === before) requireList(block)
      for (let at = 0; at < block.length; at++) {
        line++
        let user = -1
        if (isSign(block[at]!)) {
          const end = block.indexOf(NEWLINE, at)
          if (isCommentAmong(rows, textOf(block, at, end), () => `${name}:${line}`)) {
            skipped.add('comment', line)
            at = end
            continue
          }
        }
        for (let word = 0; block[at] !== NEWLINE; at++) {
          if (isBlankByte(block[at]!)) continue
          const from = at
          while (block[at + 1] !== NEWLINE && !isBlankByte(block[at + 1]!)) at++
          const isUser = word++ === 0
          if (!isUser && user < 0) {
            absent(block, from, at + 1, 'no user', 1)
            continue
          }
          const index = (isUser ? builder.users : builder.items).indexOfBytes(block, from, at + 1)
          if (isUser) user = index
          if (isUser && areUsersAlone && index >= 0) requireNew(block, from, at + 1, index)
          if (index < 0) absent(block, from, at + 1, isUser ? 'no user' : 'no item', isUser ? 0 : 1)
          else if (!isUser) builder.add(user, index, 1)
        }
      }
    },
    end() {},
    get line() {
      return line
    },
  }
}
