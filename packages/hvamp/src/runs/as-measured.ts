import { type MeasuringSettings, measuringDefaults } from '../settings/measuring'
import type { Requested } from '../settings/requested'
import { type SplitSettings, splitDefaults } from '../settings/split'
import { runOfModel } from './open-model'

/** How a model is measured. */
type Measuring = Pick<MeasuringSettings, 'metrics'> & Pick<SplitSettings, 'foldIn'>

/**
 * Options that measure a model as its run was measured, where the user chose nothing else: by the metrics of the run, and with the
 * same share of a history for the model to see; of a model without its run with the defaults.
 *
 * @param folder of a run or a model
 */
export async function asMeasured<Values extends object>(
  { values, isExplicit }: Requested<Values & Partial<Measuring>>,
  folder: string,
): Promise<Requested<Values & Measuring>> {
  const { metrics, foldIn } = (await runOfModel(folder))?.options ?? {
    ...measuringDefaults,
    ...splitDefaults,
  }
  return {
    values: { ...values, metrics: values.metrics ?? metrics, foldIn: values.foldIn ?? foldIn },
    isExplicit,
  }
}
