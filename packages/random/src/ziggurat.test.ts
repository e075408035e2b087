import { expect, it } from 'vitest'
import { random } from './index'

const COUNT = 2_000_000
const values = random(11).normals(COUNT).sort()

/** Φ(x) by the continued fraction and series of Abramowitz and Stegun 26.2.11 and 26.2.14. */
function normalProbability(x: number): number {
  if (x < 0) return 1 - normalProbability(-x)
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
  if (x > 3) {
    let fraction = x
    for (let k = 60; k > 0; k--) fraction = x + k / fraction
    return 1 - density / fraction
  }
  let [term, sum] = [x, x]
  for (let k = 1; k < 100; k++) sum += term *= (x * x) / (2 * k + 1)
  return 0.5 + density * sum
}

it('follows the normal distribution everywhere: Kolmogorov-Smirnov at the 0.1 % level', () => {
  let distance = 0
  for (let i = 0; i < COUNT; i++) {
    distance = Math.max(distance, Math.abs(normalProbability(values[i]!) - (i + 0.5) / COUNT))
  }
  expect(distance * Math.sqrt(COUNT)).toBeLessThan(1.95)
})

it('has the tails that it draws in another way, and the joint between the two', () => {
  const tail = (bound: number) => 1 - normalProbability(bound)
  const shareOf = (from: number, to: number) => values.filter((x) => x >= from && x < to).length
  for (const [from, to] of [
    [3.3, 3.442619855899],
    [3.442619855899, 3.6],
    [3.6, 4],
    [4, 8],
  ] as const) {
    const expected = COUNT * (tail(from) - tail(to))
    expect(Math.abs(shareOf(from, to) - expected)).toBeLessThan(4.5 * Math.sqrt(expected))
    expect(Math.abs(shareOf(-to, -from) - expected)).toBeLessThan(4.5 * Math.sqrt(expected))
  }
})

it('has no jumps between layers: every hundredth is as full as it should be', () => {
  for (let from = -2; from < 2; from += 0.01) {
    const expected = COUNT * (normalProbability(from + 0.01) - normalProbability(from))
    const between = firstAt(from + 0.01) - firstAt(from)
    expect(Math.abs(between - expected)).toBeLessThan(5 * Math.sqrt(expected))
  }
})

/** How many values are below. */
function firstAt(bound: number): number {
  let [low, high] = [0, COUNT]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < bound) low = middle + 1
    else high = middle
  }
  return low
}
