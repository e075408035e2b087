import { belowPopularityLine } from '../runs/below-popularity'
import { bestInLastEpochLine } from '../runs/best-in-last-epoch'
import type { RunResults } from './read-results'
import type { ComparedRuns, System } from './systems'

/** What a training says of its run, said of a system. */
export interface Warning {
  /** That validation was best in the last epoch, or that popularity is better by more than chance. */
  readonly kind: 'best-in-last-epoch' | 'below-popularity'
  /** Its title. */
  readonly system: string
  /** For people; with the title of the system where there are several. */
  readonly text: string
}

/**
 * What there is to be said of systems.
 *
 * @param metric by which a system is held against popularity
 */
export function warningsOf({ systems, popularity, trainedOn }: ComparedRuns, metric: string): Warning[] {
  const common = popularity ?? systems.find(isPopularity)?.metrics
  return systems.flatMap((system) => {
    const { title, runs } = system
    const reference = (trainedOn ? system.popularity : common)?.get(metric)
    const found = warningsIn(title, {
      'best-in-last-epoch': lastEpochLine(runs),
      'below-popularity': reference && belowLine(system, metric, reference),
    })
    return systems.length > 1 ? found.map((each) => ({ ...each, text: `${title}: ${each.text}` })) : found
  })
}

/** The warnings of a system, in their order, from the line of each kind. */
export function warningsIn(
  system: string,
  lines: Readonly<Record<Warning['kind'], string | undefined>>,
): Warning[] {
  return (['best-in-last-epoch', 'below-popularity'] as const).flatMap((kind) => {
    const text = lines[kind]
    return text === undefined ? [] : [{ kind, system, text }]
  })
}

function isPopularity({ runs }: System): boolean {
  return runs[0]!.config.options.model === 'popularity'
}

function lastEpochLine(runs: readonly RunResults[]): string | undefined {
  return bestInLastEpochLine(
    runs.map(({ metrics }) => metrics),
    kindOf(runs),
  )
}

/** What tells the runs of a system apart: its folds, its seeds, or both. */
function kindOf(runs: readonly RunResults[]): string {
  const differIn = (name: 'fold' | 'seed') => new Set(runs.map(({ config }) => config.options[name])).size > 1
  if (differIn('fold') && differIn('seed')) return 'runs'
  return differIn('fold') ? 'folds' : 'seeds'
}

function belowLine(
  { runs, metrics }: System,
  metric: string,
  popularity: ArrayLike<number>,
): string | undefined {
  const epochs = Math.max(...runs.map(({ metrics }) => metrics.epochs))
  return belowPopularityLine({ metric, own: metrics.get(metric)!, popularity, epochs })
}
