import { readdir } from 'node:fs/promises'

/**
 * The seeds of runs in a folder that were begun, or failed before they began, in no order, each once.
 *
 * @param ofRun what follows in a run's name on what it shares with others, and is a seed; undefined of other runs
 */
export async function begunSeeds(
  folder: string,
  ofRun: (name: string) => string | undefined,
): Promise<number[]> {
  const names = await readdir(folder).catch(() => [])
  const seeds = names.flatMap((name) => /^(\d+)(?:\.failed\.json)?$/.exec(ofRun(name) ?? '')?.[1] ?? [])
  return [...new Set(seeds.map(Number))]
}
