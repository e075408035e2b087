import { join } from 'node:path'
import { begunSeeds } from '../planned/begun-seeds'
import type { Choices } from './choices'
import type { Experiment } from './experiment'
import type { RowSeeds, SearchRequest } from './planned-search'

/**
 * The seeds of rows that are not made now, but were before: they are found in the folders of their runs. The first one is that of now,
 * with which their options were chosen.
 */
export async function earlierSeeds(
  { systems, blends }: Experiment,
  { folder, rows, seeds }: Pick<SearchRequest, 'folder' | 'rows' | 'seeds'>,
  choices: Choices,
): Promise<RowSeeds> {
  const placeOf = new Map([
    ...systems.map(({ name }) => [name, 'runs'] as const),
    ...blends.map(({ name }) => [name, Object.keys(choices[name]?.options ?? {}).join('+')] as const),
  ])
  const found = new Map<string, readonly number[]>()
  for (const [name, place] of placeOf) {
    if (!choices[name] || (rows?.includes(name) ?? true)) continue
    const [first] = seeds
    const begun = (await begunSeeds(join(folder, name, place), seedOf)).filter((seed) => seed !== first)
    found.set(name, [first!, ...begun.sort((a, b) => a - b)])
  }
  return found
}

const seedOf = (run: string) => /^(?:fold-\d+-)?seed-(.*)$/.exec(run)?.[1]
