import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Interactions } from '@hvamp/data'
import { random } from '@hvamp/random'

/** A matrix of a recorded case, row by row. */
export interface Recorded {
  readonly shape: readonly [number, number]
  readonly values: readonly number[]
}

/** The recorded cases of a baseline, for tests: every file whose name begins with its name. See fixtures/README.md. */
export function recordedCases<Case>(
  name: string,
): [file: string, recorded: Case & { readonly x: Recorded }][] {
  const folder = join(process.env.HVAMP_FIXTURES ?? 'fixtures', 'baselines')
  const files = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith('.json'))
  return files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))])
}

/** A binary matrix as interactions of all its users and items. */
export function interactionsOf({ shape: [userCount, itemCount], values }: Recorded): Interactions {
  const offsets = new Int32Array(userCount + 1)
  const items: number[] = []
  for (let user = 0; user < userCount; user++) {
    for (let item = 0; item < itemCount; item++) if (values[user * itemCount + item]) items.push(item)
    offsets[user + 1] = items.length
  }
  const ids = (kind: string, count: number) => Array.from({ length: count }, (_, i) => `${kind}${i}`)
  return {
    userCount,
    itemCount,
    offsets,
    items: Int32Array.from(items),
    userIds: ids('user', userCount),
    itemIds: ids('item', itemCount),
  }
}

/** A binary matrix in which rows like the columns near their own place. */
export function drawnMatrix(rows: number, columns: number, seed: number): Recorded {
  const noise = random(seed)
  const values = Array.from({ length: rows * columns }, (_, i) => {
    const distance = Math.abs((i % columns) / columns - Math.floor(i / columns) / rows)
    return noise.uniform() < 0.7 * Math.exp(-4 * distance) ? 1 : 0
  })
  return { shape: [rows, columns], values }
}
