import { badInput } from '../process/bad-input'
import { completeModel, type ModelOptions } from '../settings/model'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import { weightOptions } from '../settings/weight-options'
import type { BaseRun } from './base-run'

/**
 * Refuses options by which a model has other weights than the run that training starts from.
 *
 * @param options of the new run, of the model of the earlier one
 * @throws bad input naming the first option that differs
 */
export function requireSameWeights(
  { run, config }: Pick<BaseRun, 'run' | 'config'>,
  { values, isExplicit }: Requested<ModelOptions>,
): void {
  const before: Readonly<Record<string, unknown>> = config.options
  const now: Readonly<Record<string, unknown>> = completeModel(values)
  for (const name of weightOptions(values)) {
    if (now[name] === before[name]) continue
    const option = optionName(name)
    throw badInput(
      isExplicit(name)
        ? `${option}: must be ${before[name]} as in ${run}, whose weights training starts from, or left out, got ${now[name]}`
        : `--from: must be a run with ${option} ${now[name]}, as the new one has, got ${run} with ${before[name]}`,
    )
  }
}
