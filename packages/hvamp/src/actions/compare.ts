import { type Comparison, compareRuns } from '../comparison/compare-runs'
import { comparisonOptions, type RequestedComparison } from '../comparison/comparison-options'
import { readNamedRuns } from '../comparison/named-runs'
import type { RunResults } from '../comparison/read-results'
import { comparisonNotes, comparisonTables } from '../comparison/tables'
import { badInput } from '../process/bad-input'
import { output } from '../terminal/output'
import { markdownTable, textTable } from '../terminal/text-table'
import { comparedRun, namedRuns } from './compared-runs'

type Flags = RequestedComparison & { markdown?: boolean; json?: boolean }

/** Compares runs. */
export async function compareAction(folders: readonly string[], flags: Flags): Promise<void> {
  const out = output(flags)
  const options = comparisonOptions({ ...flags, to: await comparedRun(flags.to) })
  const runs = await readNamedRuns(await namedRuns(folders))
  const comparison = await compareRuns(runs, options)
  requireTwo(comparison, { runs, folders })
  for (const { title, head, rows } of comparisonTables(comparison, { folders: !flags.markdown })) {
    out.print(
      flags.markdown
        ? `## ${title}\n\n${markdownTable(head, rows)}\n`
        : `${title}\n\n${textTable(head, rows)}\n`,
    )
  }
  out.print(`${comparisonNotes(comparison, flags.resamples).join('\n')}\n`)
  out.print([...comparison.warnings, comparison.verdict].map(({ text }) => text).join('\n'))
  out.emit({ event: 'comparison', ...comparison })
}

function requireTwo(
  { differences }: Comparison,
  { runs, folders }: { readonly runs: readonly RunResults[]; readonly folders: readonly string[] },
): void {
  if (differences.length > 0) return
  const seeds = new Set(runs.map(({ config }) => config.options.seed)).size
  const got = seeds === 1 ? folders[0] : `${seeds} seeds of one: --seeds apart compares them`
  throw badInput(`compare: must have runs of at least two systems, got ${got}`)
}
