import { realpath, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { holdLink, moveLink, requireNewLink } from '../files/link'
import { writeJson } from '../files/write-file'
import { badInput, exitCode } from '../process/bad-input'
import { latestOption, resumeCommand } from '../runs/resume-command'
import { runFiles } from '../runs/run-files'
import { readRun } from '../runs/run-folder'
import { isFinished, type RunCheck } from '../runs/run-metrics'
import { vanishing } from '../runs/vanished'
import { grouped, metricTitle } from '../terminal/format'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'

/** Which link leads to the newest good run, and from where. */
interface LinkFlags {
  readonly latest?: string | true
  readonly out?: string | undefined
  readonly resume?: string
}

/** The link that leads to the newest good run: by default `latest` beside the run. */
export function linkOf({ latest, out = join('runs', 'run'), resume }: LinkFlags): string | undefined {
  return latest === true ? join(dirname(resume ?? out), 'latest') : latest
}

/** Holds the link from the beginning: two nights at once would overtake each other. */
export async function beginLink(link: string, { out, resume }: LinkFlags): Promise<void> {
  const run = resume ?? out
  if (run !== undefined && resolve(run) === resolve(link)) {
    throw badInput(`--latest: must be another path than that of the run, got '${link}' for both`)
  }
  await requireNewLink(link, '--latest')
  await holdLink(link)
}

/** Moves the link, if one is asked for, to a run that is good enough; of any other the exit code tells. */
export async function conclude(
  {
    folder,
    link,
    check,
    keptShare,
  }: { folder: string; link: string | undefined; check: RunCheck | undefined; keptShare: number },
  out: Output,
): Promise<void> {
  if (check?.isBelow) {
    const stays = link === undefined ? '' : `; ${link} stays where it is`
    out.note(
      `hvamp: ${folder}: ${metricTitle(check.metric)} must not be below that of ${check.against} by more than chance, ${check.reference.toFixed(4)}, got ${check.mean.toFixed(4)}${stays}`,
    )
    out.emit({ event: 'below', run: folder, check })
    process.exitCode = exitCode.below
    return
  }
  if (link === undefined) return tellMeantLink(folder, out)
  if (await isTooMuchGone(folder, link, keptShare, out)) return
  await rm(join(folder, runFiles.vanished), { force: true }) // of an earlier time, with another share
  await moveLink(link, folder)
  out.note(`${link} leads to ${folder} now`)
  out.emit({ event: 'latest', link, run: folder })
}

/** Says of a run that was begun with --latest, and resumed without, that the link does not lead to it. */
async function tellMeantLink(folder: string, out: Output): Promise<void> {
  const { latest } = await readRun(folder)
  if (latest === undefined) return
  const leadsTo = await realpath(latest).catch(() => undefined)
  if (leadsTo === (await realpath(folder))) return
  const way = resumeCommand(folder, { latest: latestOption(folder, latest) })
  out.note(`${folder} was begun with --latest, and the link does not lead to it: ${way}`)
}

/** Whether the run lacks too much of what the one that the link leads to was trained on; the exit code then tells. */
async function isTooMuchGone(folder: string, link: string, keptShare: number, out: Output): Promise<boolean> {
  const before = await realpath(link).catch(() => undefined) // it may lead to nothing, which a new run repairs
  if (before === undefined || !(await isFinished(before))) return false
  const gone = await vanishing(before, folder)
  const kept = (vanished: number, all: number) => (all === 0 ? 1 : 1 - vanished / all)
  const parts = [
    { of: 'items', vanished: gone.items, before: gone.itemsBefore },
    { of: 'training users', vanished: gone.users, before: gone.usersBefore },
    { of: 'interactions', vanished: gone.interactions, before: gone.interactionsBefore },
  ].filter((part) => kept(part.vanished, part.before) < keptShare)
  if (parts.length === 0) return false
  const said = parts.map((part) => `${grouped(part.vanished)} of ${grouped(part.before)} ${part.of}`)
  out.note(
    `hvamp: ${folder}: must have at least ${keptShare} of the items, training users and interactions of ${link}, got data that lack ${said.join(', ')}; ${link} stays where it is (--resume ${shellWord(folder)} --latest ${shellWord(link)} --kept-share 0 moves it)`,
  )
  out.emit({ event: 'vanished', run: folder, link, ...gone })
  await writeJson(join(folder, runFiles.vanished), { link, ...gone }) // for prune, to which it is no good run
  process.exitCode = exitCode.below
  return true
}
