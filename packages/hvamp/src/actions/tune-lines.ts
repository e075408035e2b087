import { type Warning, warningsIn } from '../comparison/warnings'
import { planTitle } from '../planned/plan-title'
import { stateOf, trainedIn } from '../planned/planned-run'
import { bestInLastEpochLine } from '../runs/best-in-last-epoch'
import { compareSeries } from '../series/series-summary'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { runsOfTrial, seriesOfTrial } from '../tuning/trial-runs'
import type { TrialResult, TunePlan } from '../tuning/tune-folder'
import type { Round } from '../tuning/tune-rounds'

/** Says what is going to be tried. */
export function announceTuning(folder: string, plan: TunePlan, out: Output): void {
  const count = plan.search?.trials ?? plan.trials.length
  const runs = plan.trials.reduce((sum, trial) => sum + (seriesOfTrial(plan, trial)?.folds ?? 1), 0)
  const inRuns = runs > plan.trials.length ? `, ${grouped(runs)} runs` : ''
  out.note(`${planTitle(plan)}: ${counted(count, 'trial')}${inRuns} on ${plan.data}, in ${folder}`)
  out.emit({ event: 'tune', folder, plan })
}

/** Says which trials come next, where they are not all at once. */
export function announceRound({ trials, until, rung }: Round, plan: TunePlan, out: Output): void {
  const { search, halving } = plan
  if (!search && !halving) return
  const names = trials.map(({ name }) => name)
  out.emit({ event: 'round', trials: names, until, ...(rung !== undefined && { rung }) })
  const numbers = trials.length === 1 ? 'a trial' : `${grouped(trials.length)} trials`
  const way = typeof until === 'number' ? `until epoch ${until}` : 'to the end'
  const chosen = `${grouped(plan.trials.length)} of ${grouped(search?.trials ?? plan.trials.length)} trials chosen`
  if (halving) out.note(`rung ${rung} of ${halving.rungs.length + 1}: ${numbers} ${way}; ${chosen}`)
  else out.note(`${numbers} next; ${chosen}`)
}

/**
 * What a training says of its run, of finished trials: in how many runs validation was best in the last epoch, and whether the chosen
 * one is worse than popularity by more than chance.
 *
 * @param trials the best first, which is the chosen one
 */
export async function tuneWarnings(
  folder: string,
  plan: TunePlan,
  trials: readonly TunePlan['trials'][number][],
): Promise<Warning[]> {
  const [chosen = [], ...others] = trials.map((trial) => runsOfTrial(folder, plan, trial, 'test'))
  const runs = [chosen, ...others].flat()
  const kind = runs.length > trials.length ? 'runs' : 'trials'
  const states = await Promise.all(runs.map(stateOf))
  const ended = states.flatMap((state) => (state.state === 'finished' ? [state.metrics] : []))
  const { warnings } = await compareSeries(chosen.map((run) => run.folder))
  const below = warnings.find(({ kind }) => kind === 'below-popularity')
  return warningsIn(planTitle(plan), {
    'best-in-last-epoch': bestInLastEpochLine(ended, kind),
    'below-popularity': below && `the chosen trial is ${below.text}`,
  })
}

/** How many trials of a halved tuning stayed at which rung; undefined if none did. */
export function leftLine({ halving }: TunePlan, results: readonly TrialResult[]): string | undefined {
  const parts = (halving?.rungs ?? []).flatMap((epochs, i) => {
    const left = results.filter(
      ({ state, rung }) => rung === i + 1 && state.state !== 'finished' && trainedIn(state) !== undefined,
    )
    return left.length > 0 ? [`${grouped(left.length)} after epoch ${epochs}`] : []
  })
  if (parts.length === 0) return undefined
  return `paused: ${parts.join(', ')}; hvamp train --resume continues one, leaderboard.csv has their names`
}
