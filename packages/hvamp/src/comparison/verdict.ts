import { listed, metricTitle } from '../terminal/format'
import type { ComparedSystem } from './compared-system'
import type { Difference } from './differences'

/** Adjusted p-values below it count as more than chance. */
export const chanceLevel = 0.05

/** What a comparison comes to on its first metric. */
export interface Verdict {
  readonly metric: string
  /** The system with the highest mean of those compared; popularity beside them is none. */
  readonly best: string
  /** The system that the others are compared with: the best, unless another was chosen. */
  readonly to: string
  /** Systems above `to` by more than chance: the t test's p-value after Holm's correction is below 0.05. */
  readonly better: readonly string[]
  /** Systems below it by more than chance. */
  readonly worse: readonly string[]
  /** Systems whose difference from it could be chance, those without a difference among them. */
  readonly alike: readonly string[]
  /** Systems of the same mean. */
  readonly equal: readonly string[]
  /** All of it in words. */
  readonly text: string
}

/** The system with the highest mean, the first of them where several have it. */
export function bestOf<S>(systems: readonly S[], meanOf: (system: S) => number): S {
  return systems.reduce((best, system) => (meanOf(system) > meanOf(best) ? system : best))
}

/**
 * Says which system is best on a metric, and which differ from it, or from the one chosen, by more than chance.
 *
 * @param to title of the system chosen; the best without it
 */
export function verdictOf({
  metric,
  systems,
  differences,
  to,
}: {
  readonly metric: string
  readonly systems: readonly ComparedSystem[]
  readonly differences: readonly Difference[]
  readonly to?: string | undefined
}): Verdict {
  const meanOf = ({ metrics }: ComparedSystem) => metrics[metric]!.mean
  const compared = systems.filter(({ runs }) => runs.length > 0)
  const best = bestOf(compared, meanOf)
  const base = compared.find(({ title }) => title === to) ?? best
  const sides = {
    better: [] as string[],
    worse: [] as string[],
    alike: [] as string[],
    equal: [] as string[],
  }
  for (const difference of differences.filter((difference) => difference.metric === metric)) {
    if (difference.system !== base.title && difference.to !== base.title) continue
    const isReversed = difference.system === base.title
    const ahead = isReversed ? -difference.meanDifference : difference.meanDifference
    const side = difference.t.adjusted < chanceLevel ? (ahead > 0 ? 'better' : 'worse') : 'alike'
    const other = isReversed ? difference.to : difference.system
    sides[side].push(other)
    if (ahead === 0) sides.equal.push(other)
  }
  const areAllEqual = compared.length > 1 && sides.equal.length === compared.length - 1
  const shown = (system: ComparedSystem) => `${system.title} (${meanOf(system).toFixed(4)})`
  const popularity = systems.find(({ runs }) => runs.length === 0)
  const sentences = [
    areAllEqual
      ? `${listed(compared.map(({ title }) => title))} are equal by ${metricTitle(metric)} (${meanOf(best).toFixed(4)})`
      : compared.length > 1
        ? `${shown(best)} is best by ${metricTitle(metric)}`
        : `${best.title} has ${metricTitle(metric)} ${meanOf(best).toFixed(4)}${popularity ? `, popularity ${meanOf(popularity).toFixed(4)}` : ''}`,
    ...(areAllEqual ? [] : base === best ? againstBest(sides) : [againstChosen(shown(base), sides)]),
    ...(popularity && compared.length > 1 && meanOf(popularity) >= meanOf(best)
      ? [`${shown(popularity)}, which was not tested, is as good or better`]
      : []),
  ]
  return {
    metric,
    best: best.title,
    to: base.title,
    ...sides,
    text: sentences.map((sentence) => `${sentence}.`).join(' '),
  }
}

type Sides = Pick<Verdict, 'better' | 'worse' | 'alike' | 'equal'>

const differing = ({ alike, equal }: Sides) => alike.filter((title) => !equal.includes(title))

function againstBest(sides: Sides): string[] {
  const { worse, equal } = sides
  const alike = differing(sides)
  return [
    ...(worse.length > 0 ? [`It beats ${listed(worse)} by more than chance`] : []),
    ...(alike.length > 0 ? [`Its lead over ${listed(alike)} could be chance`] : []),
    ...(equal.length > 0 ? [`${listed(equal)} ${isOrAre(equal)} equal to it`] : []),
  ]
}

function againstChosen(base: string, sides: Sides): string {
  const { better, worse, equal } = sides
  const alike = differing(sides)
  const parts = [
    ...(better.length > 0 ? [`${listed(better)} ${isOrAre(better)} better by more than chance`] : []),
    ...(worse.length > 0 ? [`${listed(worse)} ${isOrAre(worse)} worse by more than chance`] : []),
    ...(alike.length > 0 ? [`the difference to ${listed(alike)} could be chance`] : []),
    ...(equal.length > 0 ? [`${listed(equal)} ${isOrAre(equal)} equal`] : []),
  ]
  return `Against ${base}, ${parts.join('; ')}`
}

const isOrAre = ({ length }: readonly string[]) => (length > 1 ? 'are' : 'is')
