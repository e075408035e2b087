import { basename, resolve, sep } from 'node:path'
import { runTitle } from '../settings/run-title'
import type { RunResults } from './read-results'

type Runs = readonly RunResults[]

/**
 * A title for each system, told apart from the others: of one model, by the earlier runs that they began with where these differ; of
 * what is still alike, by the folder that their runs share, else by that of their first run, with as many of those above it as that takes.
 *
 * @param systems the runs of each
 * @param folds number of folds that there are
 */
export function titlesOf(systems: readonly Runs[], folds: number): string[] {
  const alone = systems.map((runs) => titleOf(runs, folds))
  const withStarts = systems.map((runs, i) => {
    const alike = systems.filter((_, other) => alone[other] === alone[i])
    const isApart = alike.some(([first]) => first!.start !== runs[0]!.start)
    return isApart ? titleOf(runs, folds, startInWords(runs)) : alone[i]!
  })
  return systems.map((runs, i) => {
    const others = systems.filter((_, other) => other !== i && withStarts[other] === withStarts[i])
    return others.length === 0 ? withStarts[i]! : `${withStarts[i]} [${ownFolder(runs, others)}]`
  })
}

function titleOf(runs: Runs, folds: number, start?: string): string {
  const { config } = runs[0]!
  const { options } = config
  const seeds = new Set(runs.map(({ config }) => config.options.seed)).size
  const remarks = [
    ...(start === undefined ? [] : [start]),
    ...(folds > 1 ? [`${folds} folds`] : []),
    ...(folds === 1 && options.fold !== undefined ? [`fold ${options.fold} of ${options.folds}`] : []),
    ...(seeds > 1 ? [`mean of ${seeds} seeds`] : []),
  ]
  return [runTitle(config), ...(remarks.length > 0 ? [`(${remarks.join(', ')})`] : [])].join(' ')
}

/** The earlier run that runs began with; undefined where they began anew. */
function startInWords(runs: Runs): string | undefined {
  const folders = new Set(runs.flatMap(({ config }) => config.from?.folder ?? []))
  if (folders.size === 0) return undefined
  return folders.size === 1 ? `from ${basename([...folders][0]!)}` : `from ${folders.size} runs`
}

function ownFolder(runs: Runs, others: readonly Runs[]): string {
  const shared = sharedFolder(runs)
  const isOwn = others.every((other) => sharedFolder(other).join(sep) !== shared.join(sep))
  const folderOf = isOwn ? sharedFolder : firstFolder
  const last = (each: Runs, count: number) => folderOf(each).slice(-count).join('/')
  const counts = folderOf(runs).map((_, count) => count + 1)
  const count = counts.find((count) => others.every((other) => last(other, count) !== last(runs, count)))
  return last(runs, count ?? counts.length)
}

/** The names of the folders that lead to the first run of a system. */
function firstFolder(runs: Runs): string[] {
  return resolve(runs[0]!.folder).split(sep)
}

/** Those that lead to all of its runs: of one run, to the run. */
function sharedFolder(runs: Runs): string[] {
  const [first, ...rest] = runs.map(({ folder }) => resolve(folder).split(sep))
  const apart = first!.findIndex((name, depth) => rest.some((names) => names[depth] !== name))
  return apart < 0 ? first! : first!.slice(0, apart)
}
