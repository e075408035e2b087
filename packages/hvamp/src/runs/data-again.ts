import { type LoadedSplit, loadSplitOf } from '../inputs/load-split'
import { unfitHere } from '../process/unfit'
import type { RunConfig } from '../settings/run-config'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'

/** The data of a run that is resumed, which have to be what they were. @param data where they are now, if not where they were */
export async function dataAgain(
  folder: string,
  config: RunConfig,
  data: string | undefined,
  out: Output,
): Promise<LoadedSplit> {
  const command = `hvamp train FILE --resume ${shellWord(folder)}`
  return loadSplitOf(folder, config, {
    data,
    out,
    ifMoved: `${command} says where they are now`,
    ifOther: `${command} takes the earlier data from another file; to train on these, give the command that began ${folder} another --out`,
  })
}

/** @throws bad input if data have another checksum than they are to have, naming their path */
export function requireSum(
  wanted: string | undefined,
  { sha256 }: Pick<LoadedSplit['source'], 'sha256'>,
  path: string,
): void {
  if (wanted === undefined || wanted === sha256) return
  throw unfitHere('data', `${path}: must have SHA-256 ${wanted}, got ${sha256}`)
}
