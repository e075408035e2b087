/** Where training stands, both counted from 1. */
export interface Moment {
  readonly epoch: number
  /** Batches since the first epoch began. */
  readonly step: number
}

/** β, the weight of the KL term, over the course of training. */
export interface KlSchedule {
  /** Tells it from other schedules: a resumed training must have the same. */
  readonly description: string
  /** β at a moment, not negative. */
  weight(moment: Moment): number
}

/**
 * Linear warm-up: to · min(1, epoch / epochs), or the same in steps, then constant (Bowman et al. 2016).
 *
 * @param options one of `epochs` and `steps`: how long until `to` is reached; 0 is at once
 * @throws if `to` is negative or not finite, or not exactly one length is given
 * @example warmUp({ to: 0.3, epochs: 100 })
 */
export function warmUp({ to, epochs, steps }: { to: number; epochs?: number; steps?: number }): KlSchedule {
  requireWeight('warmUp', 'to', to)
  const [unit, length] = epochs === undefined ? (['step', steps] as const) : (['epoch', epochs] as const)
  if (length === undefined || (epochs !== undefined && steps !== undefined)) {
    throw new Error(`warmUp: one of epochs and steps must be given, got epochs ${epochs} and steps ${steps}`)
  }
  if (!Number.isInteger(length) || length < 0) {
    throw new Error(`warmUp: ${unit}s must be a non-negative integer, got ${length}`)
  }
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
  requireWeight('constant', 'weight', weight)
  return { description: `constant ${weight}`, weight: () => weight }
}

function requireWeight(where: string, name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`${where}: ${name} must be a finite number, at least 0, got ${value}`)
  }
}
