import { join } from 'node:path'
import { writeWhole } from '../files/atomic-write'
import { meanAndError, metricTitle } from '../terminal/format'
import type { PublishedTable } from './published-table'
import type { Comparison, RowResult } from './verdicts'

/** What makes the numbers other ones than those of the paper's protocol; nothing if nothing does. */
export type Marks = readonly string[]

export interface TableReport {
  readonly table: PublishedTable
  readonly marks: Marks
  readonly rows: readonly RowResult[]
}

const rule =
  'within: the difference is at most two standard errors of it, √(ours² + published²); where none was published, ours alone.'

/** Heads and cells: ours, the published numbers, and whether they agree. */
export function reportCells({ table, rows }: TableReport): { head: string[]; rows: string[][] } {
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

function cell({ ours, published }: Comparison): string {
  const own = ours === undefined ? '–' : meanAndError(ours)
  return published === undefined ? own : `${own} (${publishedText(published)})`
}

function publishedText({ mean, standardError }: NonNullable<Comparison['published']>): string {
  return standardError === undefined ? String(mean) : `${mean} ± ${standardError}`
}

function verdict({ comparisons, isWithin }: RowResult): string {
  if (isWithin === undefined) return '–'
  if (isWithin) return 'yes'
  const outside = comparisons.filter(({ verdict }) => verdict === 'above' || verdict === 'below')
  return `no: ${outside.map(({ metric, verdict }) => `${metricTitle(metric)} ${verdict}`).join(', ')}`
}

/** Lines under the table: what the numbers are, what marks them, and what is missing. */
export function reportNotes({ table, marks, rows }: TableReport): string[] {
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
export async function writeReport(folder: string, report: TableReport): Promise<void> {
  const { table, marks, rows } = report
  const { head, rows: cells } = reportCells(report)
  const line = (row: readonly string[]) => `| ${row.map((each) => each.replaceAll('|', '\\|')).join(' | ')} |`
  const markdown = [
    `# Table ${table.name}: ${table.title}${marks.length > 0 ? ' (not the published protocol)' : ''}`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...cells.map(line),
    '',
    ...reportNotes(report).map((note) => `- ${note}`),
    '',
  ].join('\n')
  const json = { format: 'hvamp-table', version: 1, table: table.name, title: table.title, marks, rows }
  await writeWhole(join(folder, 'report.md'), markdown)
  await writeWhole(join(folder, 'report.json'), `${JSON.stringify(json, undefined, 2)}\n`)
}
