import type { DataSettings } from '../settings/data'
import type { Requested } from '../settings/requested'

/** How a file is read and what counts as liked; filters on counts are of the training data alone. */
const ofReading = [
  'format',
  'userColumn',
  'itemColumn',
  'ratingColumn',
  'timeColumn',
  'atLeast',
  'implicit',
  'keepRatings',
] as const

/** Options that read another file as the training data of a run were read, where the user chose nothing else. */
export function asTrained<Values extends Partial<DataSettings>>(
  { values, isExplicit }: Requested<Values>,
  trained: DataSettings,
): Requested<Values> {
  const chosen = (name: string) =>
    isExplicit(name) || ((name === 'implicit' || name === 'keepRatings') && isExplicit('atLeast'))
  const kept = ofReading.filter((name) => !chosen(name) && trained[name] !== undefined)
  return {
    values: { ...values, ...Object.fromEntries(kept.map((name) => [name, trained[name]])) },
    isExplicit,
  }
}
