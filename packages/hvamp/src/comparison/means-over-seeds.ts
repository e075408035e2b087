import { join } from 'node:path'
import type { Summary } from '@hvamp/metrics'
import { isFile } from '../files/folders'
import { isBadInput } from '../process/bad-input'
import { runFiles } from '../runs/run-files'
import { readNamedRuns } from './named-runs'
import { gatherSystems, summaries } from './systems'

/**
 * Mean and standard error over the test users of finished runs that differ in their seeds alone, each user with the mean of them.
 *
 * @returns undefined of a single run, which has its own, and where the values of the users are gone, or do not fit together
 */
export async function meansOverSeeds(
  folders: readonly string[],
  metrics: readonly string[],
): Promise<Readonly<Record<string, Summary>> | undefined> {
  if (folders.length < 2) return undefined
  const areThere = await Promise.all(folders.map((folder) => isFile(join(folder, runFiles.perUser))))
  if (!areThere.every(Boolean)) return undefined
  try {
    const { systems } = gatherSystems(await readNamedRuns([{ folders, origin: 'row' }]), 'mean')
    return systems.length === 1 ? summaries(systems[0]!.metrics, metrics) : undefined
  } catch (error) {
    if (isBadInput(error)) return undefined
    throw error
  }
}
