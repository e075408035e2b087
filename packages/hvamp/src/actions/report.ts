import { basename } from 'node:path'
import { comparisonOptions, type RequestedComparison } from '../comparison/comparison-options'
import { requireNewFile } from '../files/outputs'
import { writeWhole } from '../files/write-file'
import { badInput } from '../process/bad-input'
import { reportFile, reportPage } from '../report/page'
import { readReport } from '../report/read-report'
import { output } from '../terminal/output'
import { comparedRun, namedRuns } from './compared-runs'

type Flags = RequestedComparison & { out: string; force?: boolean; json?: boolean }

/** Writes a report. */
export async function reportAction(folders: readonly string[], flags: Flags): Promise<void> {
  const out = output(flags)
  if (!/(?:\.html?|^[^.]*)$/i.test(basename(flags.out))) {
    throw badInput(`--out: must end in .html, as a report is a page for a browser, got '${flags.out}'`)
  }
  await requireNewFile(flags.out, '--out', { force: flags.force ?? false, own: reportFile })
  const options = comparisonOptions({ ...flags, to: await comparedRun(flags.to) })
  const page = reportPage(await readReport(await namedRuns(folders), options))
  await writeWhole(flags.out, page)
  out.print(`written to ${flags.out}: open it in a browser`)
  out.emit({ event: 'result', report: flags.out, bytes: Buffer.byteLength(page) })
}
