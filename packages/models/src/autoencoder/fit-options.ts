import { requireKnown } from '@hvamp/random'
import { type KlSchedule, warmUp } from '@hvamp/training'
import { type FitSettings, fitSettings } from '../definitions/fit-settings'
import type { FitOptions } from '../recommender/recommender'

/**
 * The options of `fit` that settings stand for; those that are missing are left to the model, and so is its KL weight without `beta`.
 *
 * @throws if a setting is unknown, or `warmUp` comes without `beta`
 * @example fitOptions({ beta: 0.3, warmUp: 100, epochs: 400 }) // { klWeight: warmUp({ to: 0.3, epochs: 100 }), epochs: 400, … }
 */
export function fitOptions(settings: FitSettings): FitOptions {
  requireFitSettings('fitOptions: settings', settings)
  const {
    beta,
    warmUp: epochs,
    learningRate,
    optimizer,
    gradientNormalization,
    weightDecay,
    ...same
  } = settings
  if (beta === undefined && epochs) {
    throw new Error(`fitOptions: warmUp must come with beta, got ${epochs} alone`)
  }
  const secondMoments = optimizer === 'rowMoments' ? 'perRow' : undefined
  return {
    ...same,
    ...(beta !== undefined && { klWeight: warmUp({ to: beta, epochs: epochs ?? 0 }) }),
    optimizer: { learningRate, gradientNormalization, weightDecay, secondMoments },
  }
}

/** @param what prefix of the error message @throws if a setting is unknown */
export function requireFitSettings(what: string, settings: FitSettings): void {
  requireKnown(what, settings, fitSettings.shape)
}

/** Options, and defaults for those that are not given; undefined counts as not given. */
export function withDefaults(options: FitOptions, defaults: FitOptions): FitOptions {
  return {
    ...defaults,
    ...given(options),
    optimizer: { ...defaults.optimizer, ...given(options.optimizer ?? {}) },
  }
}

/** The epochs after which β no longer changes. */
export function epochsOfWarmUp(
  klWeight: KlSchedule,
  { epochs, batchCount }: { epochs: number; batchCount: number },
): number {
  const after = (epoch: number) => klWeight.weight({ epoch, step: epoch * batchCount })
  const last = after(epochs)
  for (let epoch = epochs; epoch > 0; epoch--) if (after(epoch) !== last) return epoch + 1
  return 0
}

function given<Options extends object>(options: Options): Partial<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<Options>
}
