import { unmeasuredNotes } from '../inputs/unmeasured-users'
import { counted, meanAndError, metricTitle, pValue, signed } from '../terminal/format'
import type { Comparison } from './compare-runs'
import type { Difference } from './differences'
import { foldersInShort, runsOfOthers } from './folders-in-short'
import { leftOutLines } from './left-out'
import { differentTrainingLines } from './training-data'
import { chanceLevel } from './verdict'

/** A table with a heading, in whatever way it is shown. */
export interface NamedTable {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * A comparison as people read it: means, differences, and means by activity.
 *
 * @param options.folders whether the means say where the runs are; systems have names that tell them apart
 */
export function comparisonTables(
  comparison: Comparison,
  { folders = true }: { readonly folders?: boolean } = {},
): NamedTable[] {
  return [
    meansTable(comparison, folders),
    ...(comparison.differences.length > 0
      ? comparison.metrics.map((name) => differencesTable(comparison, name))
      : []),
    ...comparison.metrics.map((name) => activityTable(comparison, name)),
  ]
}

function meansTable({ systems, metrics }: Comparison, folders: boolean): NamedTable {
  return {
    title: 'Mean ± standard error',
    head: ['', ...metrics.map(metricTitle), ...(folders ? ['run'] : [])],
    rows: systems.map(({ title, metrics: values, seeds, runs }) => [
      title,
      ...metrics.map((name) => {
        const spread = seeds?.[name]
        return `${meanAndError(values[name]!)}${spread ? ` (seeds ${spread.deviation.toFixed(4)})` : ''}`
      }),
      ...(folders ? [foldersInShort(runs, runsOfOthers(systems, runs))] : []),
    ]),
  }
}

function differencesTable({ differences }: Comparison, metric: string): NamedTable {
  return {
    title: `Differences in ${metricTitle(metric)}`,
    head: [
      ...['', 'against', 'difference', '95 % interval', 'p (t test)', 'p (Wilcoxon)'],
      ...(haveSeeds(differences) ? ['error: users, with seeds'] : []),
    ],
    rows: differences
      .filter((difference) => difference.metric === metric)
      .map(({ system, to, meanDifference, low, high, t, wilcoxon, ...errors }) => [
        system,
        to,
        signed(meanDifference),
        `${signed(low)} to ${signed(high)}`,
        pValue(t.adjusted),
        pValue(wilcoxon.adjusted),
        ...(haveSeeds(differences) ? [errorsText(errors)] : []),
      ]),
  }
}

const haveSeeds = (differences: readonly Difference[]) =>
  differences.some(({ seedError }) => seedError !== undefined)

/** The standard error over users, and with what the seeds add to it: 0.0012, 0.0015. */
function errorsText({ standardError, seedError }: Pick<Difference, 'standardError' | 'seedError'>): string {
  const whole = seedError === undefined ? '–' : Math.hypot(standardError, seedError).toFixed(4)
  return `${standardError.toFixed(4)}, ${whole}`
}

function activityTable({ systems, activity }: Comparison, metric: string): NamedTable {
  return {
    title: `${metricTitle(metric)} by the number of the user's items that the model saw`,
    head: ['', ...activity.map((group) => `${groupTitle(group)} (${counted(group.users, 'user')})`)],
    rows: systems.map(({ title, byActivity }) => [title, ...byActivity[metric]!.map(meanAndError)]),
  }
}

/** How many items were seen of users of a group: 4–16. */
export function groupTitle({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? String(least) : `${least}–${most}`
}

/** What has to be known to read the tables. */
export function comparisonNotes(
  { users, withoutHeldOutItems, leftOut, trainedOn, folds, systems, differences, verdict }: Comparison,
  resamples: number,
): string[] {
  const notes = [
    `${counted(users, 'test user')}, the same for all${folds === undefined ? '' : `, each tested in one of ${folds} folds`}.`,
    ...unmeasuredNotes({ measured: users, withoutHeldOutItems }),
    ...leftOutLines(leftOut),
    ...differentTrainingLines(trainedOn),
    ...(folds === undefined
      ? []
      : [
          'Folds share most of their training users: errors are over users, and count as if one model had tested all.',
        ]),
    ...(systems.some(({ seeds }) => seeds)
      ? [
          'Seeds: the standard deviation of a mean over them. A difference with seeds has the error √(users² + s₁²/n₁ + s₂²/n₂).',
        ]
      : []),
  ]
  if (differences.length === 0) return notes
  const tests = differences.length === 1 ? 'the one difference' : `all ${differences.length} differences`
  const ofFirst = differences.filter(({ metric }) => metric === verdict.metric)
  const isChosenOfSeveral = ofFirst.length > 1 && ofFirst.every(({ to }) => to === verdict.best)
  return [
    ...notes,
    `Intervals: bootstrap over users, paired, ${resamples.toLocaleString('en-US')} samples; not adjusted.`,
    `P-values: two-sided, paired, adjusted by Holm for ${tests} tested; t tests and Wilcoxon tests are adjusted separately.`,
    `More than chance: p (t test) below ${chanceLevel}.`,
    ...(isChosenOfSeveral
      ? ['The best was found on these same users: --pairs corrects for every pair, which is stricter.']
      : []),
  ]
}
