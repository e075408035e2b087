import { join } from 'node:path'
import { readResults } from '../comparison/read-results'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { badInput } from '../process/bad-input'
import { dataProfile } from '../runs/data-profile'
import { readHistory } from '../runs/read-history'
import { runFiles } from '../runs/run-files'
import type { FinishedRun } from '../runs/run-metrics'
import { readTrainedUsers } from '../runs/trained-users'
import type { RunConfig } from '../settings/run-config'
import { readLatent } from './read-report'

/**
 * Reads the files of a finished run beside its model, those that are there.
 *
 * @throws bad input if one is not what training wrote, or does not fit the others
 */
export async function requireWholeFiles(
  folder: string,
  { data: { items, train } }: RunConfig,
  { test }: FinishedRun,
): Promise<void> {
  await readHistory(folder)
  await readLatent(folder)
  if (test && (await isFile(join(folder, runFiles.perUser)))) await readResults(folder)
  const { users, interactions } = train
  const trained = await readTrainedUsers(folder)
  if (trained) requireSame(join(folder, runFiles.trainedUsers), { users: trained.count }, { users })
  const path = join(folder, runFiles.data)
  if (await isFile(path)) requireSame(path, await readJson(path, dataProfile), { users, items, interactions })
}

function requireSame<Name extends string>(
  path: string,
  found: Readonly<Record<NoInfer<Name>, number>>,
  wanted: Readonly<Record<Name, number>>,
): void {
  for (const name in wanted) {
    if (found[name] === wanted[name]) continue
    throw badInput(
      `${path}: must have the ${wanted[name]} ${name} that ${runFiles.config} has, got ${found[name]}`,
    )
  }
}
