import { requireCount, requireKnown } from '@hvamp/random'

/** Where training stands; both count from 1. */
export interface Moment {
  readonly epoch: number
  /** Batches since the first epoch began. */
  readonly step: number
}

/** β, the weight of the KL term, over the course of training. */
export interface KlSchedule {
  /** Compared when a training is resumed: it must be that of the schedule it began with. */
  readonly description: string
  /** β at a moment: finite and not negative. */
  weight(moment: Moment): number
}

/** β as a schedule, or as a function of the moment alone. A function is not compared when a training is resumed. */
export type KlWeight = KlSchedule | ((progress: Moment) => number)

/**
 * Linear warm-up: to · min(1, epoch / epochs), or the same in steps, then constant (Bowman et al. 2016).
 *
 * @param options one of `epochs` and `steps`: how long until `to` is reached; 0 is at once
 * @throws if an option is unknown, `to` is negative or not finite, or not exactly one length is given
 * @example warmUp({ to: 0.3, epochs: 100 })
 */
export function warmUp(options: {
  to: number
  epochs?: number | undefined
  steps?: number | undefined
}): KlSchedule {
  requireKnown('warmUp: options', options, { to: true, epochs: true, steps: true })
  const { to, epochs, steps } = options
  requireWeight('warmUp: to', to)
  const [unit, length] = epochs === undefined ? (['step', steps] as const) : (['epoch', epochs] as const)
  if (length === undefined || (epochs !== undefined && steps !== undefined)) {
    throw new Error(`warmUp: one of epochs and steps must be given, got epochs ${epochs} and steps ${steps}`)
  }
  requireCount(`warmUp: ${unit}s`, length, 0)
  return {
    description: `warm-up to ${to} in ${length} ${unit}s`,
    weight: (moment) => to * Math.min(1, moment[unit] / length),
  }
}

/**
 * The same β throughout; 1 is the evidence lower bound.
 *
 * @throws if it is negative or not finite
 */
export function constant(weight: number): KlSchedule {
  requireWeight('constant: weight', weight)
  return { description: `constant ${weight}`, weight: () => weight }
}

/**
 * The schedule of an option `klWeight`, whose weights are checked whenever they are asked for.
 *
 * @throws if it is neither a schedule nor a function; on use, if a weight is negative or not finite
 */
export function klScheduleFrom(given: KlWeight): KlSchedule {
  const { description, weight } = typeof given === 'function' ? ofFunction(given) : scheduleOr(given)
  return {
    description,
    weight(moment) {
      const beta = weight(moment)
      requireWeight(`train: klWeight in epoch ${moment.epoch}, step ${moment.step}`, beta)
      return beta
    },
  }
}

function ofFunction(weight: (progress: Moment) => number): KlSchedule {
  return { description: 'a function', weight }
}

function scheduleOr(given: KlSchedule): KlSchedule {
  if (typeof given?.description === 'string' && typeof given.weight === 'function') {
    return { description: given.description, weight: (moment) => given.weight(moment) }
  }
  throw new Error(`train: klWeight must be a schedule or a function of the progress, got ${String(given)}`)
}

function requireWeight(what: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`${what} must be a finite number, at least 0, got ${value}`)
  }
}
