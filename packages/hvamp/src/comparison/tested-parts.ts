import { badInput } from '../process/bad-input'
import { grouped } from '../terminal/format'
import type { RunResults, TestUsers } from './read-results'

/** Test users that runs have in common: those of a fold, or all where there are no folds. */
export interface TestedPart {
  readonly fold: number | undefined
  /** The first run that tested them, whose order of them counts. */
  readonly first: RunResults
  readonly users: TestUsers
}

export function foldOf({ config }: RunResults): number | undefined {
  return config.options.fold
}

/** The test users of a run, with what its own model comes to. */
export function ownUsers({ testUsers, config }: RunResults): TestUsers {
  return testUsers.get(config.options.model)!
}

/**
 * The parts that runs were tested on, by their folds.
 *
 * @throws bad input if runs of one fold have different users, or other items of theirs held out; or a user is in two folds
 */
export function testedParts(runs: readonly RunResults[]): TestedPart[] {
  const parts: TestedPart[] = []
  for (const run of runs) {
    const part = parts.find(({ fold }) => fold === foldOf(run))
    if (part) {
      requireSameUsers(run, part.first)
      requireSameItems(run, part.first)
    } else parts.push({ fold: foldOf(run), first: run, users: ownUsers(run) })
  }
  parts.sort((a, b) => (a.fold ?? 0) - (b.fold ?? 0))
  requireDistinctUsers(parts)
  return parts
}

function requireDistinctUsers(parts: readonly TestedPart[]): void {
  const folderOf = new Map<string, string>()
  for (const { first, users } of parts) {
    for (const id of users.ids) {
      const before = folderOf.get(id)
      if (before !== undefined) {
        throw badInput(`${first.folder}: must have other test users than ${before}, got user '${id}' in both`)
      }
      folderOf.set(id, first.folder)
    }
  }
}

function requireSameUsers(run: RunResults, first: RunResults): void {
  const [own, others] = [ownUsers(run), ownUsers(first)]
  const rowOf = new Map(own.ids.map((id, row) => [id, row]))
  const missing = others.ids.filter((id) => !rowOf.has(id))
  if (missing.length > 0 || own.ids.length > others.ids.length) {
    const known = new Set(others.ids)
    const added = own.ids.filter((id) => !known.has(id))
    const some = (ids: string[], what: string) =>
      ids.length === 0 ? `none ${what}` : `${grouped(ids.length)} ${what}, such as '${ids[0]}'`
    throw badInput(
      `${run.folder}: must have the ${grouped(others.ids.length)} test users of ${first.folder}, got one with ${some(missing, 'of them missing')}, and ${some(added, 'more')}: only runs of one division of the same data can be compared; 'hvamp evaluate' measures each on one file of later rows, and 'hvamp train --fail-below' a new run beside an old one`,
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

/** Requires that runs held out the same items: by the fingerprints of their test parts, which early versions did not keep. */
function requireSameItems(run: RunResults, first: RunResults): void {
  const [sha256, expected] = [run, first].map(({ config }) => config.data.source.sha256)
  const [own, others] = [run, first].map(({ config }) => config.data.test?.fingerprint)
  if (own === undefined || others === undefined) {
    if (sha256 !== expected) requireSamePopularity(run, first)
    return
  }
  if (own === others) return
  const got = sha256 === expected ? 'others of the same data' : otherData(sha256!, expected!)
  throw badInput(
    `${run.folder}: must have the items held out that ${first.folder} has, got ${got}: ${sha256 === expected ? 'divide both by the same options, also by the same column of times' : oneFile}`,
  )
}

/** Where other items are held out, as of rows in another order, popularity has other values for some users. */
function requireSamePopularity(run: RunResults, first: RunResults): void {
  const [own, others] = [run, first].map(({ testUsers }) => testUsers.get('popularity'))
  if (!own || !others) return
  const [sha256, expected] = [run, first].map(({ config }) => config.data.source.sha256)
  const rowOf = new Map(own.ids.map((id, row) => [id, row]))
  const names = [...own.metrics.keys()].filter((name) => others.metrics.has(name))
  const isSame = (id: string, row: number) =>
    names.every((name) => own.metrics.get(name)![rowOf.get(id)!] === others.metrics.get(name)![row])
  const different = others.ids.filter((id, row) => !isSame(id, row))
  if (different.length === 0) return
  throw badInput(
    `${run.folder}: must have the items held out that ${first.folder} has, got ${otherData(sha256!, expected!)}, for which popularity differs in ${grouped(different.length)} of ${grouped(others.ids.length)} test users, such as '${different[0]}': ${oneFile}`,
  )
}

const oneFile = 'train both on one file, or on one folder of hvamp split'

const otherData = (sha256: string, expected: string) =>
  `other data, with SHA-256 ${short(sha256)} in place of ${short(expected)}`

const short = (sha256: string) => `${sha256.slice(0, 12)}…`
