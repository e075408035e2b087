import { ialsMethod } from './ials-method'
import { settingsOf } from './model-definition'
import { type ModelName, modelDefinitions, type SettingsOf } from './model-definitions'

/** How large the data are that a model is fitted on. */
export interface DataSize {
  readonly users: number
  readonly items: number
  readonly interactions: number
}

type BytesOf<Settings> = (settings: Settings, size: DataSize) => number

const double = 8
const single = 4
/** Bytes of a typed array beside its numbers. */
const ofArray = 200
/** What a solver that makes views of every row leaves to be collected, as measured: for all rows together, and for each. */
const shortLived = 20e6
const ofView = 70

/** The matrix that is inverted, and the weights. */
const linear = (_: unknown, { items }: DataSize) => (double + single) * items ** 2

/**
 * Vectors of users and items; what those of the items start from and are kept as; the interactions, by user and by item.
 *
 * @param number bytes of a number of a vector
 * @param kept bytes of an item's number beside its vector
 */
const factors =
  (number: number, kept: number): BytesOf<{ readonly factors: number }> =>
  ({ factors }, { users, items, interactions }) =>
    number * factors * (users + items) +
    kept * factors * items +
    3 * single * interactions +
    2 * double * (users + items)

/** Threads solve blocks in single precision, and whole vectors in double precision. */
const ialsNumber = (settings: SettingsOf<'ials'>) =>
  ialsMethod(settings).name === 'blocks' ? single : double

/** The models whose memory does not lie in tensors. */
const bytes: { readonly [Name in ModelName]?: BytesOf<SettingsOf<Name>> } = {
  ease: linear,
  edlae: linear,
  rdlae: linear,
  // The matrix, and its copy that threads share.
  slim: (_, { items }) => 2 * double * items ** 2,
  // Neighbours and cosines of each item, as they are found and copied, then the same as rows, and once more as they are saved.
  'item-knn': ({ neighbours }, { items, interactions }) =>
    items * (Math.min(neighbours, items) * (double + 5 * single) + 2 * ofArray) + single * interactions,
  // Rows, the same by items, and once more as they are saved.
  'user-knn': (_, { users, interactions }) => 3 * single * (interactions + users),
  wmf: factors(double, 3 * double + 2 * single),
  mf: (settings, size) =>
    factors(double, double + 3 * single)(settings, size) + shortLived + ofView * (size.users + size.items),
  ials: (settings, size) => factors(ialsNumber(settings) + single, 2 * double + single)(settings, size),
}

/**
 * Bytes that a model without tensors takes beside the data while it is fitted, about: known before anything is allocated. A test holds
 * estimates of some hundred megabytes within 15 % of what a process takes.
 *
 * @returns undefined for networks, of which `fitMemory` of @hvamp/models tells, and for popularity
 * @throws if an option is unknown or out of its limits
 * @example fitBytes('ease', {}, { users: 29_858, items: 40_981, interactions: 810_128 }) // 20 GB
 */
export function fitBytes(model: ModelName, options: unknown, size: DataSize): number | undefined {
  const bytesOf = bytes[model] as BytesOf<unknown> | undefined
  return bytesOf?.(settingsOf(modelDefinitions[model], options), size)
}

/** Bytes of a number in the memory that threads share while they solve the vectors of a model. */
const sharedNumber: { readonly [Name in ModelName]?: (settings: SettingsOf<Name>) => number } = {
  wmf: () => double,
  ials: ialsNumber,
}

/**
 * Bytes of the memory that the threads of `rowSolverInThreads` of @hvamp/backends share during a fit, about: 4 GiB is the most that
 * it can have.
 *
 * @returns undefined for models that are not solved there
 * @throws if an option is unknown or out of its limits
 * @example sharedBytes('ials', { factors: 2048 }, { users: 1_000_000, items: 20_000, interactions: 1e7 }) // 8.4 GB
 */
export function sharedBytes(
  model: ModelName,
  options: unknown,
  { users, items, interactions }: DataSize,
): number | undefined {
  const numberOf = sharedNumber[model] as ((settings: unknown) => number) | undefined
  if (!numberOf) return undefined
  const settings = settingsOf(modelDefinitions[model], options)
  const { factors } = settings as unknown as { readonly factors: number }
  return numberOf(settings) * factors * (users + items) + 2 * single * interactions
}
