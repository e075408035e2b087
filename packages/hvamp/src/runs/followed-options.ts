import { isDatabaseAddress } from '@hvamp/databases'
import { pathFromHere } from '../files/source-file'
import { decidedBefore, type LoadedSplit } from '../inputs/load-split'
import { isDataSet, locateData } from '../inputs/locate-data'
import { isStandardInput } from '../inputs/on-disk'
import { badInput } from '../process/bad-input'
import { columnOptions, type DataSettings } from '../settings/data'
import { requireTrained } from '../settings/model'
import { explicitValues, type Requested, requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import type { RequestedRun } from '../settings/run-settings'
import type { BaseRun } from './base-run'
import { readFinishedRun } from './run-metrics'
import { requireSameWeights } from './same-weights'

/** The runs that a new one is made after. */
export interface Followed {
  /** Its model, options and best epoch are repeated on everybody. */
  readonly refit?: BaseRun | undefined
  /** Its weights are what training starts from. */
  readonly from?: BaseRun | undefined
}

/** Options of which one says how many users are held out; another one takes its place. */
const ofHeldOut = ['heldOut', 'heldOutShare', 'folds'] as const
const heldOutByNothing = { heldOut: undefined, heldOutShare: undefined, folds: undefined, fold: undefined }

type Asked = RequestedRun & { readonly dataFolder?: string | undefined }

/** The data and the options of a new run. */
export interface FollowedOptions<Values> {
  readonly path: string
  readonly options: Requested<Values>
}

/**
 * The options of a run that is made after another: those of that run, where the user chose no others; and its data, where
 * the user gave none.
 *
 * A refit has nobody held out, and as many epochs as the other run's best. Weights that are trained already need no warm-up of β.
 *
 * @throws bad input if the models differ, or the weights that they have, or the other run's data came from the standard input
 */
export async function followedOptions<Values extends Asked>(
  given: string | undefined,
  asked: Requested<Values>,
  { refit, from }: Followed,
): Promise<FollowedOptions<Values>> {
  const base = (refit ?? from)!
  const { options: before } = base.config
  for (const { run, config } of [refit, from].flatMap((each) => each ?? []))
    requireTrained(config.options, run)
  const chosen = explicitValues(asked)
  const model = chosen.model ?? before.model
  for (const { run, config } of [refit, from].flatMap((each) => each ?? [])) {
    if (config.options.model !== model) {
      throw badInput(
        `${run}: must be a run of --model ${model}, got one of ${config.options.model}: leave --model out, or name another run`,
      )
    }
  }
  if (refit?.config.from && !from) {
    throw badInput(
      `--refit: must be a run that began anew, got ${refit.run}, whose epochs came on top of ${refit.config.from.run}: --from ${refit.run} starts from its weights as well`,
    )
  }
  const values: Values = {
    ...asked.values,
    ...before,
    ...chosenByName(base.config),
    ...(ofHeldOut.some((name) => name in chosen) && heldOutByNothing),
    ...((isOtherPlace(given) || 'query' in chosen || 'table' in chosen) && {
      query: undefined,
      table: undefined,
    }),
    ...(from && { warmUp: 0, warmUpSteps: undefined }),
    ...(refit && {
      split: 'none',
      ...heldOutByNothing,
      ...(await bestEpochOf(refit)),
    }),
    ...chosen,
  }
  if (from) requireSameWeights(from, { ...asked, values })
  const { path, dataSet } = await dataOf(given, base, { ...asked, values })
  const isLikingChosen = asked.isExplicit('atLeast') || asked.isExplicit('implicit')
  const decided = isLikingChosen ? [] : await decidedBefore(path, { ...values, dataSet })
  return {
    path,
    options: {
      values: { ...values, dataSet },
      isExplicit: (name) => asked.isExplicit(name) || decided.includes(name),
    },
  }
}

/** Columns that were chosen by number where they have names: these are meant, wherever other data have them. */
function chosenByName({ options, data }: RunConfig): Partial<DataSettings> {
  const named = Object.entries(columnOptions).flatMap(([option, role]) => {
    const chosen = options[option as keyof typeof columnOptions]
    const name = data.reading?.columns?.[role]
    return isNumber(chosen) && typeof name === 'string' && !isNumber(name) ? [[option, name]] : []
  })
  return Object.fromEntries(named)
}

const isNumber = (column = '') => /^\d+$/.test(column)

/** Whether data are given that no query of the other run goes with. */
function isOtherPlace(given: string | undefined): boolean {
  return given !== undefined && !isDatabaseAddress(given)
}

/** Models without epochs have none; a refit has those that it was trained in. */
async function bestEpochOf({ folder, bestEpoch }: BaseRun): Promise<{ epochs?: number }> {
  const epochs = bestEpoch ?? (await readFinishedRun(folder)).bestEpoch
  return epochs === null ? {} : { epochs }
}

/** What the new run keeps of it. */
export async function refitRecord(refit: BaseRun): Promise<NonNullable<RunConfig['refit']>> {
  const { epochs } = await bestEpochOf(refit)
  return { run: refit.run, folder: refit.folder, ...(epochs !== undefined && { bestEpoch: epochs }) }
}

/**
 * Refuses data whose columns are others than those of the earlier run's: of other columns, ids would mean something else.
 *
 * @throws bad input naming the first column that differs, unless the user chose it
 */
export function requireSameColumns(
  { run, config }: BaseRun,
  { reading }: Pick<LoadedSplit, 'reading'>,
  { isExplicit }: Pick<Requested<unknown>, 'isExplicit'>,
  path: string,
  roles: readonly ('user' | 'item' | 'rating')[] = ['user', 'item', 'rating'],
): void {
  const [before, now] = [config.data.reading?.columns, reading?.columns]
  if (!before || !now) return
  for (const role of roles) {
    if (before[role] === now[role] || isExplicit(`${role}Column`)) continue
    const [expected, got] = [before[role], now[role]].map((column) =>
      column === undefined ? 'none' : `'${column}'`,
    )
    throw badInput(
      `${path}: must have the columns that ${run} was trained on, ${expected} for the ${role}, got ${got}: --${role}-column says that another is meant`,
    )
  }
}

async function dataOf<Values extends Asked>(
  given: string | undefined,
  { run, config }: BaseRun,
  options: Requested<Values>,
): Promise<{ path: string; dataSet: string | undefined }> {
  const { source } = config.data
  if (given !== undefined) {
    const { path } = await locateData(given, requested({ ...options.values, dataSet: undefined }))
    return { path, dataSet: isDataSet(given) ? given : undefined }
  }
  if (isStandardInput(source.path)) {
    throw badInput(`${run}: was trained on the standard input: the data must be given, got none`)
  }
  return { path: await pathFromHere(source), dataSet: config.options.dataSet }
}
