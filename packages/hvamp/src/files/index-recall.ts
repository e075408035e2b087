import { topK } from '@hvamp/metrics'
import type { NamedArray } from '@hvamp/tensors'

/** Vectors that are asked at most, evenly spread over all. */
const mostAsked = 100
const nearest = 10
const rounding = 1e-5 // of cosines in single precision

/** How much of an exact ranking an index finds. */
export interface IndexRecall {
  /** Share of the ten nearest other vectors (of all, where there are fewer) by cosine; of vectors equally near either counts. */
  readonly recall: number
  /** Vectors that were asked. */
  readonly asked: number
}

/**
 * Asks an index for the vectors nearest to some of its own, and ranks all of them exactly.
 *
 * @param search numbers of the vectors nearest to one, the nearest first
 */
export function indexRecall(
  { shape, values }: NamedArray,
  search: (vector: Float32Array, count: number) => readonly number[],
): IndexRecall {
  const [count, size] = shape as [number, number]
  const asked = Math.min(count, mostAsked)
  const wanted = Math.min(nearest, count - 1)
  if (wanted < 1) return { recall: 1, asked }
  const row = (at: number) => values.subarray(at * size, (at + 1) * size)
  const lengths = Float64Array.from({ length: count }, (_, at) => Math.sqrt(dot(row(at), row(at))))
  const cosines = new Float64Array(count)
  let found = 0
  for (let i = 0; i < asked; i++) {
    const own = Math.floor((i * count) / asked)
    for (let other = 0; other < count; other++) {
      const product = lengths[own]! * lengths[other]!
      cosines[other] = product > 0 ? dot(row(own), row(other)) / product : 0
    }
    cosines[own] = Number.NEGATIVE_INFINITY
    const last = cosines[topK(cosines, wanted).at(-1)!]!
    const others = search(row(own), wanted + 1).filter((other) => other !== own)
    found += others.slice(0, wanted).filter((other) => cosines[other]! >= last - rounding).length
  }
  return { recall: found / (asked * wanted), asked }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
