import { totalmem } from 'node:os'
import { networkMemory } from '@hvamp/models'
import { type DataSize, fitBytes, type ModelName, sharedBytes } from '@hvamp/models/definitions'
import { unfitHere } from '../process/unfit'
import { hyperParametersOf } from '../settings/model'
import { optionName } from '../settings/option-name'
import type { RunSettings } from '../settings/run-settings'

/** Bytes that a heap of wasm can grow to. */
const mostOfHeap = 2 ** 32

/** Items drawn for a step where a refusal proposes it. */
const SAMPLED = 5000

/** What takes less than a model that keeps more than it has room for. */
const hints: { readonly [Name in ModelName]?: string } = {
  ease: '--min-item leaves out rare items, and --model elsa takes less',
  edlae: '--min-item leaves out rare items, and --model elsa takes less',
  rdlae: '--min-item leaves out rare items, and --model elsa takes less',
  slim: '--min-item leaves out rare items, and --model elsa takes less',
  'item-knn': '--neighbours can be fewer',
  wmf: '--factors can be fewer, and --model ials takes half',
  ials: '--factors can be fewer',
  elsa: '--factors can be fewer',
  mf: '--factors can be fewer',
}

/** How large the data of a fit are. */
export interface FitDataSize extends DataSize {
  /** Held-out users that an epoch is validated on; at least as many as are scored at a time by default. */
  readonly validationUsers?: number
}

/**
 * Refuses a fit that cannot succeed, before anything is allocated, and says what would fit.
 *
 * @param backend by name: the tensors of wasm and native lie in a heap of 4 GiB, those of webgpu on a card that does not tell what it has
 */
export function requireMemory(settings: RunSettings<ModelName>, size: FitDataSize, backend: string): void {
  const { model } = settings
  const { users, items, interactions, validationUsers = Number.POSITIVE_INFINITY } = size
  const options = hyperParametersOf(settings)
  requireRoom(model, items, fitBytes(model, options, size), memoryHere(), 'of memory here')
  requireRoom(model, items, sharedBytes(model, options, size), mostOfHeap, 'that threads can share')
  const { batch = 0 } = settings
  const memoryOf = (changed: Partial<RunSettings>) => {
    const { optimizer, sampledSoftmax } = { ...settings, ...changed }
    return networkMemory(model, hyperParametersOf({ ...settings, ...changed }) as never, {
      ...{ users, items, batchSize: batch, optimizer, sampledSoftmax },
      batchItems: Math.min(items, Math.ceil((batch * interactions) / users)),
      validationUsers: settings.split === 'none' ? 0 : validationUsers,
      packs: false, // which is done only where there is room for it
    })
  }
  const needed = memoryOf({})
  if (!needed || backend === 'webgpu') return
  const isInHeap = backend === 'wasm' || backend === 'native'
  if (isInHeap) requireHeap(settings, items, backend, (changed) => memoryOf(changed)!.tensors)
  requireRoom(model, items, needed.tensors + needed.best, memoryHere(), 'of memory here')
}

/** Refuses a network that has no room in the heap of a backend, and says which one would have. */
function requireHeap(
  settings: RunSettings<ModelName>,
  items: number,
  backend: string,
  bytesOf: (changed: Partial<RunSettings>) => number,
): void {
  const { model } = settings
  const bytes = bytesOf({})
  if (bytes <= mostOfHeap) return
  const smaller = smallerThan(settings).find((changed) => bytesOf(changed) <= mostOfHeap)
  const hint = smaller
    ? `${inOptions(smaller)} takes ${gigabytes(bytesOf(smaller))}`
    : (bytesOf({ factors: 1 }) <= mostOfHeap && hints[model]) || '--model item-knn or ials takes less'
  throw unfitHere(
    'machine',
    `--model ${model}: must fit in the ${gigabytes(mostOfHeap)} that a heap of ${backend} holds, got ${gigabytes(bytes)} for ${items.toLocaleString('en-US')} items: ${hint}`,
  )
}

function requireRoom(
  model: ModelName,
  items: number,
  bytes: number | undefined,
  most: number,
  where: string,
): void {
  if (bytes === undefined || bytes <= most) return
  const hint = hints[model] ? `: ${hints[model]}` : ''
  throw unfitHere(
    'machine',
    `--model ${model}: must fit in the ${gigabytes(most)} ${where}, got ${gigabytes(bytes)} for ${items.toLocaleString('en-US')} items${hint}`,
  )
}

/** Of the machine, or of the container. */
function memoryHere(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

/** What of a network takes less memory, the least changes first: all but its layers stays, then they become smaller, too. */
function smallerThan(settings: RunSettings): Partial<RunSettings>[] {
  const { hidden = 0, latent = 0, pseudoInputs } = settings
  const counts = [pseudoInputs, ...[500, 200, 100].filter((count) => count < (pseudoInputs ?? 0))]
  const widths = [400, 300, 200, 100, 50, 20].filter((width) => width < hidden)
  const narrower = widths.flatMap((width) =>
    counts.map((count) => ({
      hidden: width,
      ...(latent > width && { latent: width }),
      ...(count !== undefined && count !== pseudoInputs && { pseudoInputs: count }),
    })),
  )
  return [{}, ...narrower].flatMap((narrow) => leanWays(settings).map((lean) => ({ ...narrow, ...lean })))
}

/** How a network of the same size is trained with less memory, the least changes first. */
function leanWays({ likelihood, sampledSoftmax, optimizer }: RunSettings): Partial<RunSettings>[] {
  const rows: Partial<RunSettings>[] = optimizer === 'adam' ? [{}, { optimizer: 'rowMoments' }] : [{}]
  const canSample = likelihood === 'multinomial' && sampledSoftmax === 0
  return canSample ? [...rows, ...rows.map((way) => ({ ...way, sampledSoftmax: SAMPLED }))] : rows
}

function inOptions(options: Partial<RunSettings>): string {
  return Object.entries(options)
    .map(([name, value]) => `${optionName(name)} ${value}`)
    .join(' ')
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`
}
