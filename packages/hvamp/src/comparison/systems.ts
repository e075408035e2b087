import { basename } from 'node:path'
import { type Summary, summarize } from '@hvamp/metrics'
import { badInput } from '../process/bad-input'
import { modelTitle } from '../settings/model'
import { optionName } from '../settings/option-name'
import { splitSettings } from '../settings/split'
import type { RunResults, TestUsers } from './read-results'

/** What is compared: a model with its options, of one run, or of several that differ in their seeds alone. */
export interface System {
  /** Told apart from the others. */
  readonly title: string
  readonly runs: readonly RunResults[]
  /** A value for each user: the mean over the runs. */
  readonly metrics: ReadonlyMap<string, Float64Array>
}

/** Runs on the same test users. */
export interface ComparedRuns {
  readonly systems: readonly System[]
  /** The same popularity beside all of them, unless it is among them. */
  readonly popularity: ReadonlyMap<string, readonly number[]> | undefined
  readonly users: Omit<TestUsers, 'metrics'>
}

/**
 * Brings runs together whose test users are the same.
 *
 * @param seeds whether runs that differ in nothing but their seeds are one system, each user's mean over them
 * @throws bad input, naming what differs
 */
export function gatherSystems(runs: readonly RunResults[], seeds: 'mean' | 'apart'): ComparedRuns {
  const [first] = runs
  const twice = runs.find(({ folder }, i) => runs.findIndex((other) => other.folder === folder) < i)
  if (twice) throw badInput(`runs must differ, got ${twice.folder} twice`)
  for (const run of runs.slice(1)) requireSameUsers(run, first!)
  const systems = groupsOf(runs, seeds).map((group) => systemOf(group, ownUsers(first!).ids))
  const isCompared = runs.some(({ config }) => config.options.model === 'popularity')
  return {
    systems: withTitlesOfTheirOwn(systems),
    popularity: isCompared ? undefined : first!.testUsers.get('popularity')?.metrics,
    users: ownUsers(first!),
  }
}

/** Metrics that all systems have, in the order of the first, or those asked for. */
export function commonMetrics({ systems }: ComparedRuns, asked?: readonly string[]): string[] {
  const has = (name: string) => systems.find(({ metrics }) => !metrics.has(name))
  if (asked) {
    for (const name of asked) {
      const without = has(name)
      if (without)
        throw badInput(`--metric: every run must have it, got ${name}, which ${without.title} has not`)
    }
    return [...asked]
  }
  const names = [...systems[0]!.metrics.keys()].filter((name) => !has(name))
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

function ownUsers({ testUsers, config }: RunResults): TestUsers {
  return testUsers.get(config.options.model)!
}

function requireSameUsers(run: RunResults, first: RunResults): void {
  for (const name of Object.keys(splitSettings) as (keyof typeof splitSettings)[]) {
    const [value, expected] = [run.config.options[name], first.config.options[name]]
    if (value !== expected) {
      throw badInput(
        `${run.folder}: must be split as ${first.folder}, with ${optionName(name)} ${expected ?? 'not given'}, got ${value ?? 'not given'}`,
      )
    }
  }
  const [own, others] = [ownUsers(run), ownUsers(first)]
  const rowOf = new Map(own.ids.map((id, row) => [id, row]))
  const missing = others.ids.filter((id) => !rowOf.has(id))
  if (missing.length > 0 || own.ids.length > others.ids.length) {
    const known = new Set(others.ids)
    const added = own.ids.filter((id) => !known.has(id))
    const some = (ids: string[]) => `${ids.length}${ids.length > 0 ? ` such as '${ids[0]}'` : ''}`
    throw badInput(
      `${run.folder}: must have the ${others.ids.length} test users of ${first.folder}, misses ${some(missing)} and has ${some(added)} others`,
    )
  }
  for (const [i, id] of others.ids.entries()) {
    const row = rowOf.get(id)!
    if (own.foldIn[row] !== others.foldIn[i] || own.heldOut[row] !== others.heldOut[i]) {
      throw badInput(
        `${run.folder}: must have ${others.foldIn[i]} items seen and ${others.heldOut[i]} held out of user '${id}' as ${first.folder} has, got ${own.foldIn[row]} and ${own.heldOut[row]}`,
      )
    }
  }
}

/** Runs together that differ in nothing but their seeds; one seed is never twice in a group. */
function groupsOf(runs: readonly RunResults[], seeds: 'mean' | 'apart'): RunResults[][] {
  const groups: RunResults[][] = []
  for (const run of runs) {
    const isOfSame = (group: RunResults[]) =>
      seeds === 'mean' &&
      optionsBesideSeed(group[0]!) === optionsBesideSeed(run) &&
      group.every(({ config }) => config.options.seed !== run.config.options.seed)
    const group = groups.find(isOfSame)
    if (group) group.push(run)
    else groups.push([run])
  }
  return groups
}

function optionsBesideSeed({ config }: RunResults): string {
  const { seed: _, backend: __, threads: ___, metrics: ____, ...options } = config.options
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function systemOf(runs: readonly RunResults[], ids: readonly string[]): System {
  const own = runs.map(ownUsers)
  const names = [...own[0]!.metrics.keys()].filter((name) => own.every(({ metrics }) => metrics.has(name)))
  const rows = own.map((users) => new Map(users.ids.map((id, row) => [id, row])))
  const meanOf = (name: string) =>
    Float64Array.from(ids, (id) => {
      const values = own.map(({ metrics }, run) => metrics.get(name)![rows[run]!.get(id)!]!)
      return values.reduce((total, value) => total + value, 0) / values.length
    })
  const title = modelTitle(runs[0]!.config.options)
  return {
    title: runs.length > 1 ? `${title} (mean of ${runs.length} seeds)` : title,
    runs,
    metrics: new Map(names.map((name) => [name, meanOf(name)])),
  }
}

/** Systems of one title are told apart by the folder of their first run. */
function withTitlesOfTheirOwn(systems: readonly System[]): System[] {
  return systems.map((system) => {
    const isAlone = systems.every((other) => other === system || other.title !== system.title)
    return isAlone ? system : { ...system, title: `${system.title} [${basename(system.runs[0]!.folder)}]` }
  })
}
