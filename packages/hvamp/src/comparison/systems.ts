import { type Summary, summarize } from '@hvamp/metrics'
import { realPathOf } from '../files/real-path'
import { badInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import type { RunSettings } from '../settings/run-settings'
import { splitSettings } from '../settings/split'
import { groupsOf } from './groups'
import type { RunResults, TestUsers } from './read-results'
import { titlesOf } from './system-titles'
import { foldOf, ownUsers, type TestedPart, testedParts } from './tested-parts'
import { differentTraining, type TrainedOn } from './training-data'

const FEWEST_USERS = 2 // whose differences have a standard error

/** What is compared: a model with its options, of one run, or of several that differ in their folds and seeds alone. */
export interface System {
  /** Told apart from the others. */
  readonly title: string
  readonly runs: readonly RunResults[]
  /** A value for each user: the mean over the runs that tested the user. */
  readonly metrics: ReadonlyMap<string, Float64Array>
  /** Popularity beside its runs; only where systems differ in what they were trained on. */
  readonly popularity?: ReadonlyMap<string, readonly number[]> | undefined
  /** By metric, what each seed comes to over all users; only of seeds that tested all of them, and if there are two. */
  readonly seedMeans: ReadonlyMap<string, readonly number[]>
}

/** Runs on the same test users. */
export interface ComparedRuns {
  readonly systems: readonly System[]
  /** The same popularity beside all of them, unless it is among them, or they differ in what they were trained on. */
  readonly popularity: ReadonlyMap<string, readonly number[]> | undefined
  /** What they were trained on, where they differ in it. */
  readonly trainedOn?: readonly TrainedOn[] | undefined
  readonly users: Omit<TestUsers, 'metrics'>
  /** Number of test users with nothing held out, whom nothing is measured on: of all folds, each counted once. */
  readonly withoutHeldOutItems: number
  /** Number of folds; undefined where there is one part. */
  readonly folds: number | undefined
}

/**
 * Brings runs together whose test users are the same, in every fold where there are folds.
 *
 * @param seeds whether runs that differ in nothing but their seeds are one system, each user's mean over them
 * @throws bad input, naming what differs
 */
export function gatherSystems(runs: readonly RunResults[], seeds: 'mean' | 'apart'): ComparedRuns {
  requireDifferentRuns(runs)
  requireSameSplit(runs)
  const parts = testedParts(runs)
  const groups = groupsOf(runs, { parts, seeds })
  requireEveryFold(groups, parts)
  const users = parts.reduce((sum, part) => sum + part.users.ids.length, 0)
  if (groups.length > 1 && users < FEWEST_USERS) {
    throw badInput(
      `${runs[0]!.folder}: must have at least ${FEWEST_USERS} test users to be compared, got ${users}: hold out more when data are divided`,
    )
  }
  const titles = titlesOf(groups, parts.length)
  const isCompared = runs.some(({ config }) => config.options.model === 'popularity')
  const trainedOn = differentTraining(runs)
  return {
    systems: groups.map((group, i) => ({
      ...systemOf(group, { parts, title: titles[i]! }),
      ...(trainedOn && { popularity: popularityOf(group, parts) }),
    })),
    popularity: isCompared || trainedOn ? undefined : popularityOf(runs, parts),
    trainedOn,
    users: {
      ids: parts.flatMap(({ users }) => users.ids),
      foldIn: parts.flatMap(({ users }) => users.foldIn),
      heldOut: parts.flatMap(({ users }) => users.heldOut),
    },
    withoutHeldOutItems: parts.reduce(
      (sum, { first }) => sum + (first.metrics.test.withoutHeldOutItems ?? 0),
      0,
    ),
    folds: parts.length > 1 ? parts.length : undefined,
  }
}

/** Metrics that all systems have, in the order of the first, or those asked for. */
export function commonMetrics({ systems }: ComparedRuns, asked?: readonly string[]): string[] {
  const lacking = (name: string) => systems.find(({ metrics }) => !metrics.has(name))
  const names = [...systems[0]!.metrics.keys()].filter((name) => !lacking(name))
  if (asked) {
    for (const name of asked) {
      const without = lacking(name)
      if (!without) continue
      const choice = names.length > 0 ? `: choose of ${names.join(', ')}, which all have` : ''
      throw badInput(`--metric: every run must have it, got ${name}, which ${without.title} has not${choice}`)
    }
    return [...asked]
  }
  if (names.length === 0) throw badInput('runs must have a metric in common, got none')
  return names
}

/** Mean over users with its standard error, of each metric. */
export function summaries(
  metrics: ReadonlyMap<string, ArrayLike<number>>,
  names: readonly string[],
): Record<string, Summary> {
  return Object.fromEntries(names.map((name) => [name, summarize(metrics.get(name)!)]))
}

/** Popularity beside the first run of each fold; undefined if a fold has none. */
function popularityOf(
  runs: readonly RunResults[],
  parts: readonly TestedPart[],
): ReadonlyMap<string, readonly number[]> | undefined {
  const columns = parts.flatMap(({ fold, users: { ids } }) => {
    const users = runs.find((run) => foldOf(run) === fold)?.testUsers.get('popularity')
    return users ? [{ ids, users }] : []
  })
  if (columns.length < parts.length) return undefined
  const names = [...columns[0]!.users.metrics.keys()].filter((name) =>
    columns.every(({ users }) => users.metrics.has(name)),
  )
  return new Map(names.map((name) => [name, columns.flatMap(({ ids, users }) => meanOf([users], ids, name))]))
}

function requireDifferentRuns(runs: readonly RunResults[]): void {
  const before = new Map<string, string>()
  for (const { folder } of runs) {
    const place = realPathOf(folder)
    const first = before.get(place)
    if (first !== undefined) {
      const got = first === folder ? `${folder} twice` : `${first} and ${folder}, which are the same`
      throw badInput(`runs must differ, got ${got}`)
    }
    before.set(place, folder)
  }
}

function requireSameSplit([first, ...rest]: readonly RunResults[]): void {
  const names = (Object.keys(splitSettings) as (keyof typeof splitSettings)[]).filter(
    (name) => name !== 'fold',
  )
  for (const run of rest) {
    for (const name of names) {
      const [value, expected] = [run.config.options[name], first!.config.options[name]]
      if (value === expected) continue
      const [own, other] = [run, first!].map(({ config }) => heldOutInWords(config.options))
      throw badInput(
        own === other
          ? `${run.folder}: must be split as ${first!.folder}, with ${optionName(name)} ${expected ?? 'not given'}, got ${value ?? 'not given'}`
          : `${run.folder}: must have the test users of ${first!.folder}, ${other}, got ${own}: only runs of one division can be compared`,
      )
    }
  }
}

/** Which users are for test, or which of their items. */
function heldOutInWords({ split, folds, fold, heldOut, heldOutShare }: RunSettings): string {
  if (split !== 'strong') return `those of --split ${split}`
  if (folds !== undefined) return `those of fold ${fold} of ${folds}`
  return heldOutShare === undefined
    ? `${heldOut ?? 'some'} users held out`
    : `a share of ${heldOutShare} held out`
}

/** Every system has the same folds. */
function requireEveryFold(groups: readonly RunResults[][], parts: readonly TestedPart[]): void {
  for (const group of groups) {
    const missing = parts.find(({ fold }) => !group.some((run) => foldOf(run) === fold))
    if (missing) {
      throw badInput(
        `${group[0]!.folder}: must have been trained on fold ${missing.fold} too, as ${missing.first.folder} was, got folds ${group.map(foldOf).join(', ')}`,
      )
    }
  }
}

function systemOf(
  runs: readonly RunResults[],
  { parts, title }: { parts: readonly TestedPart[]; title: string },
): System {
  const own = runs.map((run) => ownUsers(run))
  const names = [...own[0]!.metrics.keys()].filter((name) => own.every(({ metrics }) => metrics.has(name)))
  const valuesOf = (name: string, chosen: readonly RunResults[]) =>
    Float64Array.from(
      parts.flatMap(({ fold, users }) =>
        meanOf(chosen.filter((run) => foldOf(run) === fold).map(ownUsers), users.ids, name),
      ),
    )
  const seeds = [...new Set(runs.map(({ config }) => config.options.seed))]
  const whole = seeds
    .map((seed) => runs.filter(({ config }) => config.options.seed === seed))
    .filter((ofSeed) => ofSeed.length === parts.length)
  return {
    title,
    runs,
    metrics: new Map(names.map((name) => [name, valuesOf(name, runs)])),
    seedMeans: new Map(
      whole.length < 2
        ? []
        : names.map((name) => [name, whole.map((ofSeed) => summarize(valuesOf(name, ofSeed)).mean)]),
    ),
  }
}

/** A value for each user: the mean over models that were tested on these users. */
function meanOf(tested: readonly TestUsers[], ids: readonly string[], name: string): number[] {
  const columns = tested.map(({ ids, metrics }) => ({
    rowOf: new Map(ids.map((id, row) => [id, row])),
    values: metrics.get(name)!,
  }))
  return ids.map((id) => {
    const total = columns.reduce((sum, { rowOf, values }) => sum + values[rowOf.get(id)!]!, 0)
    return total / columns.length
  })
}
