import { type Comparison, compareRuns } from '../comparison/compare-runs'
import { readResults } from '../comparison/read-results'
import { comparisonNotes, comparisonTables } from '../comparison/tables'
import { type CompareFlags, comparisonOptions } from '../flags/compare'
import { badInput } from '../process/bad-input'
import { output } from '../terminal/output'
import { markdownTable, table } from '../terminal/text-table'

type Flags = CompareFlags & { markdown?: boolean; json?: boolean }

/** Compares runs. */
export async function run(folders: readonly string[], flags: Flags): Promise<void> {
  const out = output(flags)
  const options = comparisonOptions(flags)
  const comparison = await compareRuns(await Promise.all(folders.map(readResults)), options)
  requireTwo(comparison, folders)
  for (const { title, head, rows } of comparisonTables(comparison)) {
    out.print(
      flags.markdown ? `## ${title}\n\n${markdownTable(head, rows)}\n` : `${title}\n\n${table(head, rows)}\n`,
    )
  }
  out.print(comparisonNotes(comparison, flags.resamples).join('\n'))
  out.emit({ event: 'comparison', ...comparison })
}

function requireTwo({ differences }: Comparison, folders: readonly string[]): void {
  if (differences.length > 0) return
  const got =
    folders.length === 1 ? folders[0] : `${folders.length} seeds of one: --seeds apart compares them`
  throw badInput(`compare: must have runs of at least two systems, got ${got}`)
}
