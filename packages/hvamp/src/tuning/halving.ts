import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { completeModel, type ModelOptions } from '../settings/model'
import type { RequestedRun } from '../settings/run-settings'
import { requirePausable } from '../settings/until'

/** Successive halving: all trials are trained for a few epochs, the best of them for more, and so on. */
export const halvingPlan = z.strictObject({
  /** The best 1 / η of the trials of a rung continue. */
  eta: z.number(),
  /** Epochs after which trials pause to be compared, in rising order. */
  rungs: z.array(z.int()),
})

export type HalvingPlan = z.infer<typeof halvingPlan>

/** What is asked of it. */
export interface HalvingOptions {
  readonly halving?: boolean
  readonly rungs?: readonly number[]
  readonly eta?: number
}

const defaultEta = 3

/**
 * How the trials of a tuning are halved; undefined where nobody asks for it. Without rungs there are two, at 1 / η² and 1 / η of
 * the epochs.
 *
 * @param tried names of the options that differ from trial to trial
 * @throws bad input if the trials cannot pause, are of different numbers of epochs, or a rung is not before their last epoch
 */
export function requestedHalving(
  options: RequestedRun & HalvingOptions,
  fixed: Readonly<Record<string, unknown>>,
  tried: readonly string[],
): HalvingPlan | undefined {
  const { halving = false, eta = defaultEta, model } = options
  if (!halving) {
    if (options.rungs !== undefined) throw badInput('--rungs: must come with --halving, got none')
    if (options.eta !== undefined) throw badInput('--eta: must come with --halving, got none')
    return undefined
  }
  requirePausable(options, '--halving')
  if (tried.includes('epochs')) {
    throw badInput('--halving: must come with one number of epochs for all trials, got several to try')
  }
  const epochs = completeModel({ ...fixed, model } as ModelOptions).epochs!
  const rungs = options.rungs ?? [eta ** 2, eta].map((part) => Math.round(epochs / part))
  const own = options.rungs ? rungs : [...new Set(rungs)].filter((rung) => rung > 0 && rung < epochs)
  if (own.length === 0) {
    throw badInput(
      epochs < 2
        ? `--halving: must come with at least 2 epochs, got ${epochs}`
        : `--eta: must leave a rung before the last of ${epochs} epochs, got ${eta}: choose another, or give --rungs`,
    )
  }
  const last = own.at(-1)!
  if (last >= epochs) throw badInput(`--rungs: must be below --epochs ${epochs}, got ${last}`)
  return { eta, rungs: [...own] }
}

/**
 * The trials of a rung that continue, in their order: the best 1 / η by validation, at least one, and of equal ones the first.
 *
 * K. Jamieson, A. Talwalkar: Non-stochastic Best Arm Identification and Hyperparameter Optimization, 2016.
 *
 * @param validationOf undefined for a trial that failed, which never continues
 */
export function promoted<Trial>(
  trials: readonly Trial[],
  eta: number,
  validationOf: (trial: Trial) => number | undefined,
): Trial[] {
  const able = trials.filter((trial) => validationOf(trial) !== undefined)
  const best = able
    .toSorted((a, b) => validationOf(b)! - validationOf(a)!)
    .slice(0, Math.max(1, Math.floor(trials.length / eta)))
  return able.filter((trial) => best.includes(trial))
}
