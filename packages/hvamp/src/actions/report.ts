import { comparisonOptions, type RequestedComparison } from '../comparison/comparison-options'
import { isFolder } from '../files/folders'
import { writeWhole } from '../files/write-file'
import { badInput } from '../process/bad-input'
import { reportPage } from '../report/page'
import { readReport } from '../report/read-report'
import { output } from '../terminal/output'

type Flags = RequestedComparison & { out: string; json?: boolean }

/** Writes a report. */
export async function reportAction(folders: readonly string[], flags: Flags): Promise<void> {
  const out = output(flags)
  if (await isFolder(flags.out)) throw badInput(`--out: must be a file, got the folder ${flags.out}`)
  const page = reportPage(await readReport(folders, comparisonOptions(flags)))
  await writeWhole(flags.out, page)
  out.print(`written to ${flags.out}: open it in a browser`)
  out.emit({ event: 'result', report: flags.out, bytes: Buffer.byteLength(page) })
}
