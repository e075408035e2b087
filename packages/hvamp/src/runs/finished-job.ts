import { badInput } from '../process/bad-input'
import { explicitValues, type Requested } from '../settings/requested'
import type { Until } from '../settings/until'
import type { Output } from '../terminal/output'
import { requireAsBegun } from './as-begun'
import { dataAgain, requireSum } from './data-again'
import { readRun } from './run-folder'

/**
 * Checks what is asked of a run that is resumed and is finished: nothing of it is done again, so all has to be as it was begun.
 *
 * @param path of the data, which are read only where somebody says where they are
 * @throws bad input as for a run that is not finished, or if this one were to end before its test
 */
export async function requireSameJob(
  folder: string,
  path: string | undefined,
  requested: Requested<{
    readonly until?: Until
    readonly dataFolder?: string
    readonly dataSha256?: string
  }>,
  out: Output,
): Promise<void> {
  const config = await readRun(folder)
  const chosen = explicitValues(requested)
  requireAsBegun(chosen, config, folder)
  const { until = 'test', dataFolder, dataSha256 } = chosen
  if (until !== 'test') throw badInput(`--until: must be left out, for ${folder} is finished, got ${until}`)
  const data = path ?? dataFolder
  if (data !== undefined) await dataAgain(folder, config, data, out)
  requireSum(dataSha256, config.data.source, data ?? folder)
}
