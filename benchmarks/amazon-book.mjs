import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readRatings } from 'hvamp/node'
import { randomInteractions } from './random-interactions.mjs'

const file = fileURLToPath(new URL('../../shared/data/amazon-book/interactions.txt.gz', import.meta.url))

/** Its size, for the made-up interactions that stand in for it. */
const shape = { users: 70_679, items: 24_915, perUser: 12 }

/** Interactions of Amazon-book, where they lie beside the repository, else made-up ones; tiny ones to try the code. */
export async function amazonBook({ quick }) {
  if (quick) return randomInteractions({ users: 400, items: 200, perUser: 10 })
  return existsSync(file) ? readRatings(file) : randomInteractions(shape)
}

/** What `amazonBook` gives, in words. */
export function amazonBookName({ quick }) {
  if (quick) return 'tiny made-up interactions'
  return existsSync(file) ? 'Amazon-book' : 'made-up interactions of the size of Amazon-book'
}
