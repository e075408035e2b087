import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@hvamp/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  averagePrecision,
  hitRate,
  type Metric,
  ndcg,
  precision,
  rankingEvaluator,
  recall,
  reciprocalRank,
  topK,
} from './index'

const factories = { ndcg, recall, precision, hitRate, averagePrecision, reciprocalRank }
const hitsAt = (ranks: readonly number[], length: number) =>
  Uint8Array.from({ length }, (_, rank) => (ranks.includes(rank) ? 1 : 0))

// Recorded per-user values: see fixtures/README.md.
describe('the recorded rankings', () => {
  const folder = process.env.HVAMP_FIXTURES ?? 'fixtures'
  const fixture = JSON.parse(readFileSync(join(folder, 'baselines/metrics.json'), 'utf8'))
  const [users, items] = fixture.scores.shape as [number, number]
  const names = Object.keys(fixture.mean)
  const metrics = names.map((name) => {
    const [kind, k] = name.split('@') as ['ndcg' | 'recall', string]
    return factories[kind](Number(k))
  })
  const evaluator = rankingEvaluator(metrics, { itemCount: items })
  for (let user = 0; user < users; user++) {
    const row = (part: string): number[] => fixture[part].values.slice(user * items, (user + 1) * items)
    const seen = row('foldIn')
    const scores = Float64Array.from(row('scores'), (score, item) =>
      seen[item] ? Number.NEGATIVE_INFINITY : score,
    )
    evaluator.add(
      topK(scores, items),
      row('heldOut').flatMap((held, item) => (held ? [item] : [])),
    )
  }
  const result = evaluator.result()

  it.each(names)('have the recorded %s, its mean and standard error', (name) => {
    const { perUser, mean, standardError } = result.metrics[name]!
    const recorded = [...fixture.perUser[name], fixture.mean[name], fixture.standardError[name]]
    const own = [...perUser, mean, standardError]
    expect(own.length).toBe(recorded.length)
    recorded.forEach((value, i) => {
      expect(Math.abs(own[i]! - value)).toBeLessThan(1e-6)
    })
  })
})

describe('metrics by hand', () => {
  const hits = hitsAt([1, 3], 5)
  it.each<[Metric, number]>([
    [ndcg(5), (1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3) + 1 / 2)],
    [recall(5), 2 / 3],
    [recall(2), 1 / 2],
    [precision(5), 2 / 5],
    [precision(10), 2 / 10],
    [hitRate(1), 0],
    [hitRate(2), 1],
    [averagePrecision(5), (1 / 2 + 2 / 4) / 3],
    [averagePrecision(2), 1 / 2 / 2],
    [reciprocalRank(5), 1 / 2],
    [reciprocalRank(1), 0],
  ])('$name', (metric, expected) => {
    expect(metric.score(hits, 3)).toBeCloseTo(expected, 12)
  })

  it('refuse a cut-off that is no positive integer', () => {
    for (const factory of Object.values(factories)) {
      for (const k of [0, -1, 1.5, Number.NaN]) expect(() => factory(k)).toThrow(`got ${k}`)
    }
  })
})

describe('metrics in general', () => {
  const ranking = fc.record({
    hits: fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 40 }),
    missed: fc.nat(10),
    k: fc.integer({ min: 1, max: 50 }),
  })
  it('lie in [0, 1], and ndcg, recall and averagePrecision reach 1 with every held-out item on top', () => {
    fc.assert(
      fc.property(ranking, ({ hits, missed, k }) => {
        const found = hits.filter((hit) => hit).length
        const heldOutCount = found + missed || 1
        for (const factory of Object.values(factories)) {
          const score = factory(k).score(Uint8Array.from(hits), heldOutCount)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(1 + 1e-12)
        }
        const best = new Uint8Array(heldOutCount).fill(1)
        for (const factory of [ndcg, recall, averagePrecision]) {
          expect(factory(k).score(best, heldOutCount)).toBeCloseTo(1, 12)
        }
      }),
    )
  })

  it('never fall when a hit moves up a rank', () => {
    fc.assert(
      fc.property(ranking, ({ hits, missed, k }) => {
        const at = hits.findIndex((hit, rank) => hit === 1 && hits[rank - 1] === 0)
        fc.pre(at > 0)
        const better = hits.with(at, 0).with(at - 1, 1)
        const heldOutCount = hits.filter((hit) => hit).length + missed
        for (const factory of Object.values(factories)) {
          const metric = factory(k)
          const before = metric.score(Uint8Array.from(hits), heldOutCount)
          expect(metric.score(Uint8Array.from(better), heldOutCount)).toBeGreaterThanOrEqual(before - 1e-12)
        }
      }),
    )
  })
})

describe('topK', () => {
  it('agrees with a full sort, lower index first among equals, without −Infinity', () => {
    const score = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.float({ noNaN: true }),
      fc.constant(Number.NEGATIVE_INFINITY),
    )
    fc.assert(
      fc.property(fc.array(score, { maxLength: 200 }), fc.integer({ min: 1, max: 250 }), (values, k) => {
        const scores = Float32Array.from(values)
        const sorted = [...scores.keys()]
          .filter((i) => scores[i]! > Number.NEGATIVE_INFINITY)
          .sort((a, b) => (scores[a]! === scores[b]! ? a - b : scores[a]! > scores[b]! ? -1 : 1))
        expect([...topK(scores, k)]).toEqual(sorted.slice(0, k))
      }),
    )
  })

  describe('of many scores', () => {
    const count = 20_011
    const noise = random(1)
    const cases: Record<string, Float32Array> = {
      'in no order': noise.normals(count),
      ascending: Float32Array.from({ length: count }, (_, i) => i),
      descending: Float32Array.from({ length: count }, (_, i) => -i),
      'all equal': new Float32Array(count).fill(7),
      'few distinct': noise.normals(count).map(Math.round),
      'all −Infinity but every 500th': Float32Array.from({ length: count }, (_, i) =>
        i % 500 ? Number.NEGATIVE_INFINITY : i,
      ),
      // one of each 19 is looked at first: nothing else reaches what is seen there
      'high where it is looked first': Float32Array.from({ length: count }, (_, i) => (i % 19 ? 0 : 1 + i)),
      'low where it is looked first': Float32Array.from({ length: count }, (_, i) => (i % 19 ? i : -i)),
    }
    it.each(Object.keys(cases))('agrees with a full sort: %s', (name) => {
      const scores = cases[name]!
      const sorted = [...scores.keys()]
        .filter((i) => scores[i]! > Number.NEGATIVE_INFINITY)
        .sort((a, b) => scores[b]! - scores[a]! || a - b)
      for (const k of [1, 2, 17, 100, 1500, count]) expect([...topK(scores, k)]).toEqual(sorted.slice(0, k))
    })

    it('refuses NaN wherever it is', () => {
      for (const at of [0, 19, 20, count - 1]) {
        const scores = noise.normals(count)
        scores[at] = Number.NaN
        expect(() => topK(scores, 100)).toThrow(`NaN at ${at}`)
      }
    })
  })

  it('writes to the array it is given and returns a view of it', () => {
    const into = new Int32Array(3)
    const best = topK(Float32Array.of(1, 3, 2, 4), 3, into)
    expect([...best]).toEqual([3, 1, 2])
    expect(best.buffer).toBe(into.buffer)
    expect(() => topK(Float32Array.of(1, 3, 2, 4), 4, into)).toThrow('at least 4')
  })

  it('refuses NaN among the scores and a k of 0', () => {
    expect(() => topK(Float32Array.of(1, Number.NaN), 1)).toThrow('NaN at 1')
    expect(() => topK(Float32Array.of(1), 0)).toThrow('got 0')
  })
})

describe('rankingEvaluator', () => {
  it('skips users with nothing held out and counts the items anyone was shown', () => {
    const evaluator = rankingEvaluator([hitRate(1), hitRate(2)], { itemCount: 8 })
    evaluator.add([0, 1, 2], [1])
    evaluator.add([5, 6], [])
    evaluator.add([1, 3], [1])
    const { metrics, userCount, itemCoverage } = evaluator.result()
    expect(userCount).toBe(2)
    expect([...metrics['hitRate@1']!.perUser]).toEqual([0, 1])
    expect(metrics['hitRate@1']!.mean).toBe(0.5)
    expect(metrics['hitRate@1']!.standardError).toBeCloseTo(0.5, 12)
    expect([...metrics['hitRate@2']!.perUser]).toEqual([1, 1])
    expect(itemCoverage).toBe(3 / 8)
  })

  it('knows no standard error of a single user', () => {
    const evaluator = rankingEvaluator([recall(1)], { itemCount: 2 })
    evaluator.add([0], [0])
    expect(evaluator.result().metrics['recall@1']!.standardError).toBeNaN()
  })

  it('does not count hits of the user before when a ranking is shorter', () => {
    const evaluator = rankingEvaluator([recall(3)], { itemCount: 4 })
    evaluator.add([0, 1, 2], [0, 1, 2])
    evaluator.add([3], [0, 1, 2])
    expect([...evaluator.result().metrics['recall@3']!.perUser]).toEqual([1, 0])
  })

  it('gives a metric the hits down to its own cut-off, whatever the metrics beside it', () => {
    const found = (at: number): Metric => ({
      name: `found@${at}`,
      at,
      score: (hits) => hits.reduce((total, hit) => total + hit, 0),
    })
    const evaluator = rankingEvaluator([found(2), found(Number.POSITIVE_INFINITY), recall(3)], {
      itemCount: 8,
    })
    evaluator.add([0, 1, 2, 3, 4], [0, 2, 4])
    const { metrics } = evaluator.result()
    expect(metrics['found@2']!.mean).toBe(1)
    expect(metrics['found@Infinity']!.mean).toBe(3)
    expect(metrics['recall@3']!.mean).toBeCloseTo(2 / 3, 12)
  })

  it.each([undefined, Number.NaN, 0, 2.5, '10'])('refuses a metric with a cut-off of %s', (at) => {
    const own = { name: 'own', at, score: () => 1 } as Metric
    expect(() => rankingEvaluator([own, recall(1)], { itemCount: 4 })).toThrow(
      `rankingEvaluator: at of the metric own must be a positive integer, got ${at}`,
    )
  })

  it('says what is wrong with its input', () => {
    const evaluator = rankingEvaluator([recall(3)], { itemCount: 4 })
    expect(() => evaluator.add([4], [0])).toThrow('ranked items must be in [0, 4), got 4')
    expect(() => evaluator.add([0, 0], [0])).toThrow('ranked items must differ, got 0 twice')
    expect(() => evaluator.add([0], [-1])).toThrow('held-out items must be in [0, 4), got -1')
    expect(() => rankingEvaluator([recall(3)], { itemCount: 4 }).result()).toThrow('at least one user')
    expect(() => rankingEvaluator([], { itemCount: 4 })).toThrow('at least one')
    expect(() => rankingEvaluator([recall(1), recall(1)], { itemCount: 4 })).toThrow("'recall@1' twice")
    expect(() => rankingEvaluator([recall(1)], { itemCount: 0 })).toThrow('got 0')
  })
})
