import { join } from 'node:path'
import { z } from 'zod'
import { readJson } from '../files/json-file'
import { writeJson, writeWhole } from '../files/write-file'
import { isBadInput } from '../process/bad-input'
import { meanAndError, metricTitle } from '../terminal/format'
import { markdownTable } from '../terminal/text-table'
import type { PublishedTable } from './published-table'
import type { MetricVerdict, RowResult } from './verdicts'

/** The format of the `report.json` of a published table. */
export const tableFormat = 'hvamp-table'

/** Deviations from the paper's protocol; empty if there are none. */
export type Deviations = readonly string[]

export interface ReproductionSummary {
  readonly table: PublishedTable
  readonly marks: Deviations
  readonly rows: readonly RowResult[]
}

const rule =
  'within: the difference is at most two standard errors of it, √(ours² + published²); where none was published, ours alone.'

/** Heads and cells: ours, the published numbers, and whether they agree. */
export function summaryCells({ table, rows }: ReproductionSummary): { head: string[]; rows: string[][] } {
  const hasPublished = table.rows.some(({ published }) => Object.keys(published).length > 0)
  return {
    head: ['', ...table.metrics.map(metricTitle), ...(hasPublished ? ['within two standard errors'] : [])],
    rows: rows.map((row) => [
      row.title,
      ...row.comparisons.map(cell),
      ...(hasPublished ? [verdict(row)] : []),
    ]),
  }
}

function cell({ ours, published }: MetricVerdict): string {
  const own = ours === undefined ? '–' : meanAndError(ours)
  return published === undefined ? own : `${own} (${publishedText(published)})`
}

function publishedText({ mean, standardError }: NonNullable<MetricVerdict['published']>): string {
  return standardError === undefined ? String(mean) : `${mean} ± ${standardError}`
}

function verdict({ comparisons, isWithin }: RowResult): string {
  if (isWithin === undefined) return '–'
  if (isWithin) return 'yes'
  const outside = comparisons.filter(({ verdict }) => verdict === 'above' || verdict === 'below')
  return `no: ${outside.map(({ metric, verdict }) => `${metricTitle(metric)} ${verdict}`).join(', ')}`
}

/** Lines under the table: what the numbers are, what marks them, and what is missing. */
export function summaryNotes({ table, marks, rows }: ReproductionSummary): string[] {
  const hasPublished = table.rows.some(({ published }) => Object.keys(published).length > 0)
  return [
    `Mean ± standard error over test users${hasPublished ? '; in brackets what was published' : ''}.`,
    ...(hasPublished ? [rule] : []),
    table.note,
    ...marks.map((mark) => `Not the published protocol: ${mark}`),
    ...rows.flatMap((row) => seedsLine(row, table.metrics[0]!)),
    ...rows.flatMap(({ missing }) => missing),
  ]
}

/** What each seed of a row gave, where there are several. */
function seedsLine({ title, runs }: RowResult, metric: string): string[] {
  if (runs.length < 2) return []
  const values = runs.map(({ test }) => test[metric]!.toFixed(4))
  return [`${title}: mean of ${runs.length} seeds, with ${metricTitle(metric)} ${values.join(', ')}`]
}

/** Writes `report.md` and `report.json`. */
export async function writeSummary(folder: string, summary: ReproductionSummary): Promise<void> {
  const { table, marks, rows } = summary
  const { head, rows: cells } = summaryCells(summary)
  const markdown = [
    `# Table ${table.name}: ${table.title}${marks.length > 0 ? ' (not the published protocol)' : ''}`,
    '',
    markdownTable(head, cells),
    '',
    ...summaryNotes(summary).map((note) => `- ${note}`),
    '',
  ].join('\n')
  const json = { format: tableFormat, version: 1, table: table.name, title: table.title, marks, rows }
  await writeWhole(join(folder, 'report.md'), markdown)
  await writeJson(join(folder, 'report.json'), json)
}

/** Early versions wrote no seeds. */
const rowsOfReport = z.object({
  format: z.literal(tableFormat),
  rows: z.array(z.object({ name: z.string(), seeds: z.array(z.int()).default([]) })),
})

/** The seeds that each row of the report of a folder is to have, by its name; none where there is no report that can be read. */
export async function seedsInReport(folder: string): Promise<ReadonlyMap<string, readonly number[]>> {
  try {
    const { rows } = await readJson(join(folder, 'report.json'), rowsOfReport)
    return new Map(rows.map(({ name, seeds }) => [name, seeds]))
  } catch (error) {
    if (isBadInput(error)) return new Map()
    throw error
  }
}
