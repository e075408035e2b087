import type { Random } from '@hvamp/random'

/** A density that was estimated from points, from which more points are drawn. */
export interface ParzenEstimator {
  draw(noise: Random): number
  logDensity(point: number): number
}

/**
 * The density on [0, 1] of some points: a mixture, in equal parts, of a normal distribution at each point and of a prior, the
 * normal distribution at ½ with deviation 1. Each is cut off at 0 and 1.
 *
 * The deviation of a point is its greater distance from the points on its two sides, where 0, ½ and 1 count as points, but at
 * least 1 / (number of points + 2), or a hundredth. J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl: Algorithms for Hyper-Parameter
 * Optimization, 2011, section 4.
 */
export function parzenOnInterval(points: readonly number[]): ParzenEstimator {
  const components = [{ centre: 0.5, deviation: 1 }, ...withDeviations(points)].map(truncatedNormal)
  return {
    draw: (noise) => components[noise.integer(components.length)]!.draw(noise),
    logDensity(point) {
      const sum = components.reduce((sum, { density }) => sum + density(point), 0)
      return Math.log(sum / components.length)
    },
  }
}

/**
 * The probabilities of 0 … `count` − 1 by how often each occurs among the points, with a prior that weighs as much as one point
 * and is the same for all.
 */
export function parzenOnCategories(points: readonly number[], count: number): ParzenEstimator {
  const parts = points.length + 1
  return {
    draw(noise) {
      const part = noise.integer(parts)
      return part < points.length ? points[part]! : noise.integer(count)
    },
    logDensity(point) {
      const own = points.filter((other) => other === point).length
      return Math.log((own + 1 / count) / parts)
    },
  }
}

interface Normal {
  readonly centre: number
  readonly deviation: number
}

function withDeviations(points: readonly number[]): Normal[] {
  const sorted = [0, ...[...points, 0.5].sort((a, b) => a - b), 1]
  const least = 1 / Math.min(100, points.length + 2)
  return points.map((centre) => {
    const at = sorted.indexOf(centre, 1)
    const gap = Math.max(centre - sorted[at - 1]!, sorted[at + 1]! - centre)
    return { centre, deviation: Math.max(least, gap) }
  })
}

/** A normal distribution at a point of [0, 1], cut off at 0 and 1. */
function truncatedNormal({ centre, deviation }: Normal) {
  const inside = normalShare((1 - centre) / deviation) - normalShare(-centre / deviation)
  const scale = 1 / (inside * deviation * Math.sqrt(2 * Math.PI))
  return {
    density: (point: number) => scale * Math.exp(-0.5 * ((point - centre) / deviation) ** 2),
    draw(noise: Random): number {
      for (;;) {
        const point = centre + deviation * noise.normals(1)[0]!
        if (point >= 0 && point <= 1) return point // more than a third of the draws
      }
    },
  }
}

/**
 * The share of a standard normal distribution below a value, to 1.5 · 10⁻⁷.
 *
 * M. Abramowitz, I. Stegun: Handbook of Mathematical Functions, 7.1.26.
 */
function normalShare(value: number): number {
  const x = Math.abs(value) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-x * x)
  return value < 0 ? tail / 2 : 1 - tail / 2
}
