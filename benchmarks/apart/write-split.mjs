import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ml1mSplit } from '../ml-1m.mjs'

/** Writes training and validation users of MovieLens 1M as arrays of 32-bit integers. */
export default async function writeSplit({ folder }) {
  const { train, validation } = await ml1mSplit()
  for (const [name, part] of Object.entries({ train, ...validation })) {
    writeFileSync(join(folder, `${name}.offsets`), part.offsets)
    writeFileSync(join(folder, `${name}.items`), part.items)
  }
  return { items: train.itemCount, users: train.userCount }
}
