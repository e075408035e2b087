import { requireCount } from '@hvamp/random'
import { trainedWeights } from '@hvamp/tensors'
import type { Adam } from './adam'
import type { Phase, Trainable } from './trainable'

/** Once through the batches, in a phase. */
export interface Pass<Batch> {
  readonly phase: Phase<Batch>
  readonly optimizer: Adam
  /** Its number in an epoch, from 0. */
  readonly index: number
  /** Batches of the epoch before it. */
  readonly start: number
  /** Whether its phase begins with it. */
  readonly isFirst: boolean
  /** Which step of the phase's optimizer a batch of an epoch is; both count from 1. */
  optimizerStep(epoch: number, batch: number): number
}

/**
 * The phases of an epoch: a single one that trains all weights, where the trainable names none.
 *
 * @throws if there is no phase, a name or a weight occurs twice, a weight is frozen or not the trainable's, or passes is
 *   not a positive integer
 */
export function phasesOf<Batch>(trainable: Trainable<Batch>): readonly Phase<Batch>[] {
  const { weights, phases } = trainable
  if (!phases) {
    const loss: Phase<Batch>['loss'] = (batch, step) => trainable.loss(batch, step)
    return [{ name: 'all', passes: 1, weights: trainedWeights(weights), loss }]
  }
  if (phases.length === 0) throw new Error('train: phases must be at least one, got none')
  const names = new Set<string>()
  const placed = new Set<string>()
  for (const { name, passes, weights: own } of phases) {
    if (names.has(name)) throw new Error(`train: phases must have names of their own, got '${name}' twice`)
    names.add(name)
    requireCount(`train: passes of phase '${name}'`, passes)
    for (const [weight, one] of Object.entries(own)) {
      if (placed.has(weight))
        throw new Error(`train: a weight must be in one phase only, got '${weight}' in two`)
      placed.add(weight)
      if (weights[weight] !== one || !one.variable.trainable) {
        throw new Error(
          `train: weights of phase '${name}' must be the trainable's own and not frozen, got '${weight}'`,
        )
      }
    }
  }
  return phases
}

/** The passes of an epoch, in order: each phase as often as it says, with its own optimizer. */
export function passesOf<Batch>(
  phases: readonly Phase<Batch>[],
  optimizers: readonly Adam[],
  batchCount: number,
): readonly Pass<Batch>[] {
  const passes: Pass<Batch>[] = []
  for (const [at, phase] of phases.entries()) {
    for (let before = 0; before < phase.passes; before++) {
      const index = passes.length
      const start = index * batchCount
      passes.push({
        phase,
        optimizer: optimizers[at]!,
        index,
        start,
        isFirst: before === 0,
        optimizerStep: (epoch, batch) => ((epoch - 1) * phase.passes + before) * batchCount + batch - start,
      })
    }
  }
  return passes
}

/** The phases as a resumed training compares them. */
export function describePhases<Batch>(phases: readonly Phase<Batch>[]): unknown {
  return phases.map(({ name, passes, weights }) => ({ name, passes, weights: Object.keys(weights) }))
}
