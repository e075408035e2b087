import type { PlannedRun } from '../planned/planned-run'
import { runsOfSeries, type SeriesPlan } from '../series/series-plan'
import { measuringDefaults } from '../settings/measuring'
import type { Until } from '../settings/until'
import { type TunePlan, trialFolder } from './tune-folder'

type Trial = TunePlan['trials'][number]

/** The series that a trial is where the users are divided into folds; undefined where it is a single run. */
export function seriesOfTrial(
  { data, source, model, options }: TunePlan,
  trial: Trial,
): SeriesPlan | undefined {
  const { folds, ...others } = options
  if (folds === undefined || options.fold !== undefined) return undefined
  const { seed = measuringDefaults.seed, ...own } = { ...others, ...trial.options }
  return { data, source, model, options: own, folds: Number(folds), seeds: [Number(seed)] }
}

/**
 * The runs of a trial: one for each fold, or one alone in the folder of the trial.
 *
 * @param until how far they are taken for now
 */
export function runsOfTrial(folder: string, plan: TunePlan, trial: Trial, until: Until): PlannedRun[] {
  const own = trialFolder(folder, trial.name)
  const series = seriesOfTrial(plan, trial)
  if (!series) {
    const { data, model, options } = plan
    const { name } = trial
    const run = { name, title: name, folder: own, data, until }
    return [{ ...run, options: { model, ...options, ...trial.options } }]
  }
  return runsOfSeries(own, series).map((run) => ({
    ...run,
    until,
    name: `${trial.name}/${run.name}`,
    title: `${trial.name}, ${run.title}`,
  }))
}
