import { dirname, join, resolve } from 'node:path'
import { isHeld } from '../files/folder-lock'
import { isFile, isFolder } from '../files/folders'
import { requireLink } from '../files/link'
import { badInput } from '../process/bad-input'
import { deleteRun, type KeptReason, prunedRuns } from '../runs/prune-runs'
import { runFiles } from '../runs/run-files'
import { grouped } from '../terminal/format'
import { output } from '../terminal/output'
import { tuneFileName } from '../tuning/tune-folder'

interface Flags {
  keep: number
  latest?: string
  dryRun?: boolean
  json?: boolean
}

const reasons: Readonly<Record<KeptReason, string>> = {
  new: 'one of the newest',
  'by hand': 'trained without --latest',
  linked: 'a link leads to it',
  refitted: 'a run that stays repeats it',
  'in use': 'a process works in it',
}

/** Deletes old runs. */
export async function pruneAction(folder: string, flags: Flags): Promise<void> {
  const out = output(flags)
  await requireFolderOfRuns(folder)
  if (flags.latest !== undefined) await requireLink(flags.latest, '--latest')
  const links = flags.latest === undefined ? [] : [flags.latest]
  const runs = await prunedRuns(folder, { keep: flags.keep, links })
  const [verb, done] = flags.dryRun ? ['would delete', 'would be deleted'] : ['deleted', 'deleted']
  for (const { folder: run, kept } of runs) {
    if (kept) {
      if (kept !== 'new') out.print(`kept ${run}: ${reasons[kept]}`)
      continue
    }
    if (!flags.dryRun) await deleteRun(run)
    out.print(`${verb} ${run}`)
  }
  const deleted = runs.filter(({ kept }) => !kept)
  out.print(`${grouped(deleted.length)} of ${grouped(runs.length)} runs ${done}`)
  out.emit({
    event: 'result',
    dryRun: flags.dryRun ?? false,
    deleted: deleted.map(({ folder: run }) => run),
    kept: runs.flatMap(({ folder: run, kept: reason }) => (reason ? [{ run, reason }] : [])),
  })
}

async function requireFolderOfRuns(folder: string): Promise<void> {
  if (!(await isFolder(folder))) throw badInput(`${folder}: must be a folder of runs, got no such folder`)
  if (await isFile(join(folder, runFiles.config))) {
    throw badInput(`${folder}: must be a folder of runs, got a run itself`)
  }
  for (const [file, what] of [
    [tuneFileName, 'trials of a tuning'],
    ['report.json', 'runs of a reproduction'],
  ] as const) {
    const isPart = (await isFile(join(folder, file))) || (await isFile(join(folder, '..', file)))
    if (isPart) throw badInput(`${folder}: must be a folder of runs on their own, got ${what}`)
  }
  for (const path of [folder, dirname(resolve(folder))]) {
    if (await isHeld(path)) throw badInput(`${path}: must not be worked in by another process while runs go`)
  }
}
