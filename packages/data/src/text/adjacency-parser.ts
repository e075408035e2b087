import type { InteractionsBuilder } from '../interactions/interactions-builder'
import type { LineParser } from './line-blocks'

const NEWLINE = 10
const SPACE = 32 // everything up to it is one: tabs and carriage returns too

/**
 * Reads lines of `user item item …`, separated by spaces. A user without items is one with an empty history.
 *
 * @param line lines of the file before the first block
 */
export function adjacencyParser(builder: InteractionsBuilder, line: number): LineParser {
  return {
    parse(block) {
      for (let at = 0; at < block.length; at++) {
        line++
        let user = -1
        for (; block[at] !== NEWLINE; at++) {
          if (block[at]! <= SPACE) continue
          const from = at
          while (block[at + 1]! > SPACE) at++
          if (user < 0) user = builder.users.indexOfBytes(block, from, at + 1)
          else builder.add(user, builder.items.indexOfBytes(block, from, at + 1), 1)
        }
      }
    },
    end() {},
    get line() {
      return line
    },
  }
}
