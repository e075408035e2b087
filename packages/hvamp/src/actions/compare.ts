import { type Comparison, type ComparisonOptions, compareRuns } from '../comparison/compare-runs'
import { comparisonNotes, comparisonTables } from '../comparison/tables'
import { badInput } from '../exit'
import { metricsFrom } from '../metric-names'
import { output } from '../output'
import { markdownTable, table } from '../table'

type Flags = Omit<ComparisonOptions, 'metrics'> & { metric?: string; markdown?: boolean; json?: boolean }

/** Compares runs. */
export async function run(folders: readonly string[], flags: Flags): Promise<void> {
  const out = output(flags)
  const metrics =
    flags.metric === undefined ? undefined : metricsFrom(flags.metric, '--metric').map(({ name }) => name)
  const comparison = await compareRuns(folders, { ...flags, metrics })
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
