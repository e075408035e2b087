import type { RunResults } from './read-results'
import { optionsOfSystem } from './system-options'
import { foldOf, type TestedPart } from './tested-parts'
import { haveSameTraining } from './training-data'

/**
 * Runs together that differ in nothing but their folds and seeds, nor in what they began with; a seed has a fold once in a group.
 * A series, a tuning and a row of a table stay by themselves; runs named one by one are together if they have the same training data.
 *
 * @param parts all that the runs were tested on: of a series that has not all folds, the others are elsewhere
 */
export function groupsOf(
  runs: readonly RunResults[],
  { parts, seeds }: { readonly parts: readonly TestedPart[]; readonly seeds: 'mean' | 'apart' },
): RunResults[][] {
  const alike = systemsAmong(runs, parts)
  const groups: RunResults[][] = []
  for (const run of runs) {
    const { fold, seed } = run.config.options
    const own = alike.find((system) => system.includes(run))!
    const isOfSame = (group: RunResults[]) =>
      own.includes(group[0]!) &&
      (seeds === 'mean' || group[0]!.config.options.seed === seed) &&
      group.every(({ config: { options } }) => options.seed !== seed || options.fold !== fold)
    const group = groups.find(isOfSame)
    if (group) group.push(run)
    else groups.push([run])
  }
  return groups
}

/** Runs together that may be of one system, whatever the order in which they are named. */
function systemsAmong(runs: readonly RunResults[], parts: readonly TestedPart[]): RunResults[][] {
  const whole = wholeOrigins(runs, parts)
  const originOf = ({ origin }: RunResults) => (whole.has(origin) ? origin : undefined)
  const keys = new Map(runs.map((run) => [run, [originOf(run), run.start, optionsOfSystem(run.config)]]))
  const areAlike = (run: RunResults, other: RunResults) =>
    keys.get(run)!.every((value, i) => value === keys.get(other)![i]) &&
    (originOf(run) !== undefined || haveSameTraining(run, other))
  return runs.reduce<RunResults[][]>((systems, run) => {
    const own = systems.filter((system) => system.some((other) => areAlike(other, run)))
    return [...systems.filter((system) => !own.includes(system)), [...own.flat(), run]]
  }, [])
}

/** The series and others that have runs of every fold. */
function wholeOrigins(runs: readonly RunResults[], parts: readonly TestedPart[]): Set<string | undefined> {
  const origins = new Set(runs.map(({ origin }) => origin))
  const hasFold = (origin: string | undefined, fold: number | undefined) =>
    runs.some((run) => run.origin === origin && foldOf(run) === fold)
  return new Set([...origins].filter((origin) => parts.every(({ fold }) => hasFold(origin, fold))))
}
