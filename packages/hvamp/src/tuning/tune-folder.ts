import { join, relative, sep } from 'node:path'
import { modelNames } from '@hvamp/models/definitions'
import { z } from 'zod'
import { csv } from '../files/csv'
import { exists, isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { makeFolder } from '../files/new-folder'
import { sourceFile } from '../files/source-file'
import { writeJson, writeWhole } from '../files/write-file'
import { type RunState, trainedIn } from '../planned/planned-run'
import { requireSamePlan } from '../planned/same-plan'
import { badInput } from '../process/bad-input'
import { halvingPlan } from './halving'
import { adaptiveSearch } from './suggested-trials'

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** The trials and their data: a resumed tuning must have the same. */
const tunePlan = z.strictObject({
  /** As it was given: a path, or the name of a data set. */
  data: z.string(),
  source: sourceFile,
  model: z.enum(modelNames),
  /** Of the validation, by which trials are compared. */
  metric: z.string(),
  /** Options that all trials have. */
  options,
  /** What was said of each option that is tried. */
  space: z.record(z.string(), z.string()),
  seed: z.int(),
  /** Where trials are chosen by the results of earlier ones. */
  search: adaptiveSearch.optional(),
  /** Where only the best trials are trained to the end. */
  halving: halvingPlan.optional(),
  /** With a search, those that it has chosen so far. */
  trials: z.array(z.strictObject({ name: z.string(), options })),
})

export type TunePlan = z.infer<typeof tunePlan>

const spread = z.object({ mean: z.number(), standardError: z.number().nullable() })

/** What `tune.json` holds. */
const tuneFile = z.strictObject({
  format: z.literal('hvamp-tune'),
  version: z.literal(1),
  plan: tunePlan,
  /** The best trial so far by validation. */
  chosen: z
    .strictObject({
      name: z.string(),
      /** Its folder, from that of the tuning. */
      run: z.string(),
      options,
      validation: z.number(),
      test: z.record(z.string(), spread),
    })
    .optional(),
})

type Chosen = NonNullable<z.infer<typeof tuneFile>['chosen']>

/** A trial and how far it is. */
export interface TrialResult {
  readonly trial: TunePlan['trials'][number]
  /** Its folder. */
  readonly folder: string
  readonly state: RunState
  /** Of a halved tuning: the rung that it has come to, from 1 on; after the last one it is trained to the end. */
  readonly rung?: number | undefined
}

/** The file that makes a folder one of a tuning. */
export const tuneFileName = 'tune.json'

const file = (folder: string) => join(folder, tuneFileName)

/** The run folder of a trial. */
export function trialFolder(folder: string, trial: string): string {
  return join(folder, 'trials', trial)
}

/** @throws bad input if the file is damaged */
export async function readTuneFile(folder: string): Promise<z.infer<typeof tuneFile>> {
  return readJson(file(folder), tuneFile)
}

/** The plan of a tuning, or undefined if there is none in the folder. */
export async function readTune(folder: string): Promise<TunePlan | undefined> {
  if (!(await isFile(file(folder)))) return undefined
  return (await readTuneFile(folder)).plan
}

/**
 * Makes the folder of a new tuning, or checks that a resumed one has the requested plan.
 *
 * @returns the plan, with the trials that a search chose before
 */
export async function beginTune(folder: string, plan: TunePlan): Promise<TunePlan> {
  const before = await readTune(folder)
  if (!before) {
    if (await exists(folder)) {
      throw badInput(`--out: must be a new folder or one of a tuning, got '${folder}'`)
    }
    await makeFolder(folder, (temporary) => writeTune(temporary, plan, []))
    return plan
  }
  const known = plan.search ? { ...plan, trials: before.trials } : plan
  requireSamePlan(folder, tunePlan.parse(known), tunePlan.parse(before))
  return { ...before, data: plan.data, source: plan.source, options: plan.options }
}

/** The finished trials, the best by validation first. */
export function rankedTrials(results: readonly TrialResult[]) {
  return results
    .flatMap((result) => {
      const { state } = result
      return state.state === 'finished' ? [{ ...result, state, metrics: state.metrics }] : []
    })
    .sort((a, b) => b.metrics.validation - a.metrics.validation)
}

/** Writes `tune.json` and `leaderboard.csv`. */
export async function writeTune(
  folder: string,
  plan: TunePlan,
  results: readonly TrialResult[],
): Promise<void> {
  const [best] = rankedTrials(results)
  const chosen: Chosen | undefined = best && {
    name: best.trial.name,
    run: relative(folder, best.folder).replaceAll(sep, '/'),
    options: best.trial.options,
    validation: best.metrics.validation,
    test: best.metrics.test.models[plan.model]!.metrics,
  }
  const content = { format: 'hvamp-tune', version: 1, plan, ...(chosen && { chosen }) }
  await writeWhole(join(folder, 'leaderboard.csv'), leaderboard(plan, results))
  await writeJson(file(folder), content)
}

function leaderboard({ metric, trials, halving }: TunePlan, results: readonly TrialResult[]): string {
  const tried = Object.keys(trials[0]?.options ?? {})
  const head = [
    ...['rank', 'trial', ...tried, metric, 'bestEpoch', 'epochs', 'seconds'],
    ...(halving ? ['rung'] : []),
    ...['state', 'reason'],
  ]
  const row = ({ trial, state, rung }: TrialResult, rank: number | '') => {
    const trained = trainedIn(state)
    return [
      ...[rank, trial.name, ...tried.map((name) => String(trial.options[name]))],
      ...(trained
        ? [trained.validation, trained.bestEpoch ?? '', trained.epochs, trained.trainingSeconds.toFixed(1)]
        : ['', '', '', '']),
      ...(halving ? [rung ?? ''] : []),
      ...[state.state, state.state === 'failed' ? state.reason : ''],
    ]
  }
  const finished = rankedTrials(results).map((result, i) => row(result, i + 1))
  const unfinished = results.filter(({ state }) => state.state !== 'finished').toSorted(furtherFirst)
  return csv(head, [...finished, ...unfinished.map((result) => row(result, ''))])
}

/** Of unfinished trials: those of the last rung first, by validation; then those that have none, as they are. */
function furtherFirst(a: TrialResult, b: TrialResult): number {
  const [first, second] = [a, b].map(({ state }) => trainedIn(state)?.validation)
  if (first === undefined || second === undefined) return Number(!first) - Number(!second)
  return (b.rung ?? 0) - (a.rung ?? 0) || second - first
}
