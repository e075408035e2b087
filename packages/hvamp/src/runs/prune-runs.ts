import { readdir, readlink, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { holdFolder, isHeld } from '../files/folder-lock'
import { isFile } from '../files/folders'
import { isBadInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'
import { runFiles } from './run-files'
import { readRun } from './run-folder'
import { isFinished, readFinishedRun } from './run-metrics'

/** Why a run stays. */
export type KeptReason = 'new' | 'by hand' | 'linked' | 'refitted' | 'in use'

/** A run, and what becomes of it. */
export interface PrunedRun {
  readonly folder: string
  /** Undefined for a run that is deleted. */
  readonly kept?: KeptReason | undefined
}

/** A run of the folder, by its files. */
interface FoundRun {
  readonly folder: string
  readonly real: string
  readonly config: RunConfig
  /** Whether it ended, was not below what `--fail-below` named, and did not lack too much of what the run before had. */
  readonly isGood: boolean
}

/**
 * Which runs of a folder go, the newest first: of those of `hvamp train --latest`, all but the newest good ones, and those that
 * came after the last of these.
 *
 * Stay: a run that was trained without `--latest`, which somebody made by hand; what a link in the folder leads to, the link
 * that any of the runs was trained for, or one of `links`; a run whose options a run that stays repeats on everybody; a run that
 * some process works in. Anything that is no run is not looked at.
 *
 * @param keep number of good runs
 * @param links further links, wherever they are
 */
export async function prunedRuns(
  folder: string,
  { keep, links = [] }: { readonly keep: number; readonly links?: readonly string[] },
): Promise<PrunedRun[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const paths = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  const runs = (await Promise.all(paths.map(runAt))).flatMap((run) => run ?? [])
  runs.sort((a, b) => b.config.started.localeCompare(a.config.started))
  const inFolder = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => join(folder, name))
  const trainedFor = runs.flatMap(({ config: { latest } }) => latest ?? [])
  const all = new Set([...inFolder, ...trainedFor, ...links])
  const targets = (await Promise.all([...all].map(targetOf))).flatMap((path) => path ?? [])
  const isTarget = ({ real }: FoundRun) =>
    targets.some((target) => target === real || target.startsWith(`${real}${sep}`))

  const kept = new Map<FoundRun, KeptReason>()
  let good = 0
  for (const run of runs) {
    if (run.config.latest === undefined) {
      kept.set(run, 'by hand')
      continue
    }
    if (good < keep) kept.set(run, 'new')
    if (run.isGood) good++
  }
  for (const run of runs) {
    if (kept.has(run)) continue
    if (isTarget(run)) kept.set(run, 'linked')
    else if (await isHeld(run.folder)) kept.set(run, 'in use')
  }
  const refitted = new Set([...kept.keys()].map(({ config }) => config.refit?.folder))
  for (const run of runs) if (!kept.has(run) && refitted.has(run.real)) kept.set(run, 'refitted')
  return runs.map((run) => ({ folder: run.folder, kept: kept.get(run) }))
}

async function runAt(folder: string): Promise<FoundRun | undefined> {
  try {
    const config = await readRun(folder)
    const lacksMuch = await isFile(join(folder, runFiles.vanished))
    const isGood = !lacksMuch && (await isFinished(folder)) && !(await readFinishedRun(folder)).check?.isBelow
    return { folder, real: await realpath(folder), config, isGood }
  } catch (error) {
    if (isBadInput(error)) return undefined // no run, or one whose files somebody changed
    throw error
  }
}

/** Where a link leads; of a dangling one, where it would. */
async function targetOf(link: string): Promise<string | undefined> {
  const found = await realpath(link).catch(() => undefined)
  if (found !== undefined) return found
  const target = await readlink(link).catch(() => undefined)
  return target === undefined ? undefined : resolve(dirname(link), target)
}

/**
 * Deletes a run with all that is in its folder, which this process then holds.
 *
 * `metrics.json` goes first and `config.json` last, so that what a kill leaves is an unfinished run, and is deleted the next time.
 */
export async function deleteRun(folder: string): Promise<void> {
  await holdFolder(folder)
  await rm(join(folder, runFiles.metrics), { force: true })
  for (const name of await readdir(folder)) {
    if (name !== runFiles.config) await rm(join(folder, name), { recursive: true, force: true })
  }
  await rm(join(folder, runFiles.config), { force: true })
  await rmdir(folder)
}
