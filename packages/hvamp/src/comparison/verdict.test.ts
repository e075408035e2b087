import { describe, expect, it } from 'vitest'
import type { ComparedSystem } from './compared-system'
import type { Difference } from './differences'
import { verdictOf } from './verdict'

const system = (title: string, mean: number, runs: readonly string[] = [title]): ComparedSystem => ({
  title,
  runs,
  metrics: { 'ndcg@100': { mean, standardError: 0.01, count: 100 } as never },
  byActivity: {},
})

/** A difference on a metric, with the p-value after Holm's correction. */
const difference = (
  system: string,
  to: string,
  meanDifference: number,
  adjusted: number,
  metric = 'ndcg@100',
) =>
  ({
    metric,
    system,
    to,
    meanDifference,
    t: { adjusted, pValue: 0.0001 },
    wilcoxon: { adjusted: 1 },
  }) as never as Difference

const systems = [system('A', 0.3), system('B', 0.5), system('C', 0.49), system('popularity', 0.1, [])]

describe('a verdict', () => {
  it('names the best, what it beats by more than chance after the correction, and what it does not', () => {
    const differences = [
      difference('A', 'B', -0.2, 0.049),
      difference('C', 'B', -0.01, 0.05),
      difference('C', 'B', -0.1, 0.001, 'recall@20'),
    ]
    expect(verdictOf({ metric: 'ndcg@100', systems, differences })).toEqual({
      ...{ metric: 'ndcg@100', best: 'B', to: 'B', better: [], worse: ['A'], alike: ['C'], equal: [] },
      text: 'B (0.5000) is best by NDCG@100. It beats A by more than chance. Its lead over C could be chance.',
    })
  })

  it('turns pairs round where the best stands on either side, and leaves pairs without it aside', () => {
    const differences = [
      difference('B', 'A', 0.2, 0.01),
      difference('C', 'A', 0.19, 0.01),
      difference('C', 'B', -0.01, 0.9),
    ]
    expect(verdictOf({ metric: 'ndcg@100', systems, differences })).toMatchObject({
      worse: ['A'],
      alike: ['C'],
    })
  })

  it('speaks of the system that was chosen, and still names the best', () => {
    const differences = [difference('A', 'C', -0.19, 0.01), difference('B', 'C', 0.01, 0.9)]
    expect(verdictOf({ metric: 'ndcg@100', systems, differences, to: 'C' }).text).toBe(
      'B (0.5000) is best by NDCG@100. Against C (0.4900), A is worse by more than chance; the difference to B could be chance.',
    )
  })

  it('says of equal systems that they are, and speaks of no lead', () => {
    const [a, b, c] = [system('A', 0.5), system('B', 0.5), system('C', 0.2)] as const
    const equal = difference('B', 'A', 0, 1)
    const metric = 'ndcg@100'
    const text = (...given: Parameters<typeof verdictOf>) => verdictOf(...given).text
    expect(verdictOf({ metric, systems: [a, b], differences: [equal] })).toEqual({
      ...{ metric, best: 'A', to: 'A', better: [], worse: [], alike: ['B'], equal: ['B'] },
      text: 'A and B are equal by NDCG@100 (0.5000).',
    })
    const differences = [equal, difference('C', 'A', -0.3, 0.01)]
    expect(text({ metric, systems: [a, b, c], differences })).toBe(
      'A (0.5000) is best by NDCG@100. It beats C by more than chance. B is equal to it.',
    )
    const toB = [difference('A', 'B', 0, 1), difference('C', 'B', -0.3, 0.06)]
    expect(text({ metric, systems: [a, b, c], differences: toB, to: 'B' })).toBe(
      'A (0.5000) is best by NDCG@100. Against B (0.5000), the difference to C could be chance; A is equal.',
    )
  })

  it('says so where popularity beside the systems is as good', () => {
    const weak = [system('A', 0.1), system('B', 0.2), system('popularity', 0.25, [])]
    expect(
      verdictOf({ metric: 'ndcg@100', systems: weak, differences: [difference('A', 'B', -0.1, 0.01)] }).text,
    ).toMatch(
      /^B \(0.2000\) is best by NDCG@100\. .* popularity \(0\.2500\), which was not tested, is as good or better\.$/,
    )
  })

  it('of one system has its value, and that of popularity', () => {
    expect(
      verdictOf({ metric: 'ndcg@100', systems: [system('A', 0.3), systems[3]!], differences: [] }).text,
    ).toBe('A has NDCG@100 0.3000, popularity 0.1000.')
  })
})
