import { join } from 'node:path'
import { type Comparison, type ComparisonOptions, compareRuns } from '../comparison/compare-runs'
import { type NamedRuns, readNamedRuns } from '../comparison/named-runs'
import type { RunResults } from '../comparison/read-results'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { badInput } from '../process/bad-input'
import { type DataProfile, dataProfile } from '../runs/data-profile'
import { type LatentMap, latentMap } from '../runs/latent-map'
import { type Epoch, readHistory } from '../runs/read-history'
import { runFiles } from '../runs/run-files'
import { runTitle } from '../settings/run-title'

/** A run with all that its report shows. */
export interface ReportedRun extends RunResults {
  /** Told apart from the others. */
  readonly title: string
  readonly history: readonly Epoch[]
  readonly data: DataProfile
  readonly latent: LatentMap | undefined
}

export interface Report {
  readonly runs: readonly ReportedRun[]
  readonly comparison: Comparison
  readonly resamples: number
}

/** @throws bad input if a run is not finished, a file of it is not what training wrote, or users differ */
export async function readReport(named: readonly NamedRuns[], options: ComparisonOptions): Promise<Report> {
  const results = await readNamedRuns(named)
  const comparison = await compareRuns(results, options)
  const titles = results.map(({ config }) => runTitle(config))
  const runs = results.map(async (run, i) => {
    const isAlone = titles.filter((title) => title === titles[i]).length === 1
    return {
      ...run,
      title: isAlone
        ? titles[i]!
        : `${titles[i]} [${run.folder.split(/[\\/]/).findLast((part) => part !== '')}]`,
      history: await readHistory(run.folder),
      data: await readJson(join(run.folder, runFiles.data), dataProfile),
      latent: await readLatent(run.folder),
    }
  })
  return { runs: await Promise.all(runs), comparison, resamples: options.resamples }
}

/** @throws bad input if the file is not what training writes; undefined without one, of models without a map */
export async function readLatent(folder: string): Promise<LatentMap | undefined> {
  const path = join(folder, runFiles.latent)
  if (!(await isFile(path))) return undefined
  const map = await readJson(path, latentMap)
  const { length } = map.userIds
  for (const [name, column] of Object.entries({ x: map.x, y: map.y, components: map.components })) {
    if (column && column.length !== length) {
      throw badInput(`${path}: ${name} must have an entry for each of ${length} users, got ${column.length}`)
    }
  }
  return map
}
