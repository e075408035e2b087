import { join } from 'node:path'
import { type DatabaseSettings, databaseDestination } from '../files/destination'
import { requireEnoughRows } from '../files/enough-rows'
import { holdLink, moveLink, requireNewLink } from '../files/link'
import { holdNewFolder, requireNewFile } from '../files/outputs'
import { unmeasuredNotes } from '../inputs/unmeasured-users'
import { badInput } from '../process/bad-input'
import { metricsByModel, metricsTable } from '../runs/measure'
import { equalIdsNote } from '../runs/training-users'
import { type AllParts, requireAllParts } from '../shards/all-parts'
import { mergedMetrics } from '../shards/merged-metrics'
import { ownParts } from '../shards/own-parts'
import { partRows } from '../shards/part-rows'
import { publishFile, publishFolder, rowsIn } from '../shards/publish-parts'
import { readJob, type ShardJob } from '../shards/shard-job'
import { counted, grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { trainingDisplay } from '../terminal/training-display'

interface Flags extends DatabaseSettings {
  readonly out?: string
  readonly link?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** Checks that all parts of a job are there, and publishes them; of measured users it says the metrics. */
export async function mergeAction(folder: string, flags: Flags): Promise<void> {
  const out = output(flags)
  const job = await readJob(folder)
  const isMeasuring = job.command === 'evaluate'
  const publish = await publication(job, flags, out)
  if (!publish && !isMeasuring) {
    throw badInput(
      `merge: must have --out, or --to and --into, for the parts of hvamp ${job.command}, got neither`,
    )
  }
  const all = await checkedParts(folder, out)
  const users = all.parts.flatMap(({ blocks }) => blocks).reduce((sum, block) => sum + block.users, 0)
  const rows = all.parts.reduce((sum, { part }) => sum + part.rows, 0)
  const metrics = isMeasuring ? await mergedMetrics(all) : undefined
  const written = await publish?.(all, rows)
  if (written)
    out.note(`${grouped(job.shards)} parts, ${grouped(rows)} rows of ${grouped(users)} users: ${written}`)
  if (!metrics) {
    const { out: file, to, into } = flags
    out.emit({
      event: 'merged',
      parts: job.shards,
      users,
      rows,
      ...(to === undefined ? { out: file } : { to, into }),
    })
    return
  }
  const { evaluation, trained, isOfRun } = metrics
  const measured = [{ title: job.model.name, name: job.model.name, evaluation }]
  out.print(metricsTable(measured))
  const withoutHeldOutItems = users - evaluation.userCount
  out.print(`\nmean ± standard error over ${counted(evaluation.userCount, 'user')}`)
  const measuredOn = isOfRun ? 'training' : 'file'
  for (const note of unmeasuredNotes({ measured: evaluation.userCount, withoutHeldOutItems }, measuredOn))
    out.note(note)
  if (trained) out.note(equalIdsNote(trained))
  out.emit({
    event: 'result',
    users: evaluation.userCount,
    withoutHeldOutItems,
    ...(!isOfRun && { trainedIds: trained ?? null }),
    models: metricsByModel(measured),
  })
}

async function checkedParts(folder: string, out: Output): Promise<AllParts> {
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  try {
    return await requireAllParts(folder, (done, total) =>
      display.event({ type: 'stage', stage: 'parts checked', done, total }),
    )
  } finally {
    display.stop()
  }
}

/** Publishes parts, which are checked. @returns what was written, for people */
type Publish = (all: AllParts, rows: number) => Promise<string>

/** Where options say that parts are published, checked before the work: undefined if they do not. */
async function publication(job: ShardJob, flags: Flags, out: Output): Promise<Publish | undefined> {
  if (flags.out !== undefined) return inFiles(flags.out, job, flags)
  if (flags.link !== undefined) throw badInput(`--link: goes with --out of a folder, got none`)
  const database = await databaseDestination(flags, out)
  if (!database) return undefined
  const { command, partFormat, columns } = job
  if (partFormat !== 'parquet') {
    throw badInput(`--to: goes with parts in parquet, got those of hvamp ${command} in ${partFormat}`)
  }
  const key = command === 'embed' ? ['id'] : ['userId', 'rank']
  return (all) => database.write({ columns, key, rows: partRows(all), emptyBecause: 'all parts are empty' })
}

/** As a file where the name ends in the format of the parts, else as a folder. */
async function inFiles(
  path: string,
  { partFormat, shards }: ShardJob,
  { link, force = false, ...settings }: Flags,
): Promise<Publish> {
  const ending = /\.(parquet|csv|jsonl)$/.exec(path)?.[1]
  if (ending !== undefined) {
    if (ending !== partFormat)
      throw badInput(`--out: must end in .${partFormat}, as the parts, got '${path}'`)
    if (link !== undefined) throw badInput(`--link: goes with --out of a folder, got the file '${path}'`)
    await requireNewFile(path, '--out', { force, own: ownParts[partFormat] })
    return async (all, rows) => {
      const counts = { written: rows, before: await rowsIn(path, partFormat) }
      requireEnoughRows(counts, { place: `--out: ${path}`, settings, emptyBecause: 'all parts are empty' })
      await publishFile(path, all)
      return `written to ${path}`
    }
  }
  if (force) throw badInput(`--force: goes with --out of a file, got '${path}': a folder must be new`)
  if (link !== undefined) {
    await requireNewLink(link, '--link')
    await holdLink(link)
  }
  await holdNewFolder(path, '--out')
  return async (all, rows) => {
    const places = all.parts.map(({ part }) => (link === undefined ? '' : join(link, part.file)))
    let before = 0
    if (link !== undefined) for (const place of places) before += await rowsIn(place, partFormat)
    const place = link === undefined ? `--out: ${path}` : `--link: ${link}`
    requireEnoughRows({ written: rows, before }, { place, settings, emptyBecause: 'all parts are empty' })
    await publishFolder(path, all)
    if (link !== undefined) await moveLink(link, path)
    return `${shards} files in ${path}${link === undefined ? '' : `, to which ${link} leads`}`
  }
}
