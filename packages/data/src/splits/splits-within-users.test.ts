import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binarize,
  type Entry,
  entriesOf,
  type Interactions,
  interactionsFrom,
  leaveOneOut,
  splitAsGiven,
  splitByTime,
  splitHistories,
  type TimeSplitOptions,
  timePoints,
  type UserSplit,
} from '../index'

type TimedEntry = Entry & { readonly timestamp: number }

const history = fc.uniqueArray(fc.record({ user: fc.nat(7), item: fc.nat(15), timestamp: fc.nat(40) }), {
  selector: ({ user, item }) => 100 * user + item,
  minLength: 4,
  maxLength: 90,
})

const options = fc.record({
  choose: fc.constantFrom('random' as const, 'latest' as const),
  method: fc.constantFrom('published' as const, 'hvamp' as const),
  seed: fc.nat(1000),
})

const pairsOf = (interactions: Interactions) =>
  Array.from(entriesOf(interactions), ({ user, item }) => `${user} ${item}`)
const sorted = (pairs: Iterable<string>) => [...pairs].sort()
const timesOf = (interactions: Interactions) =>
  Array.from(entriesOf(interactions) as Iterable<TimedEntry>, ({ timestamp }) => timestamp)

/** Nothing lost but what cannot be asked, nothing in two parts, users and items in the same order everywhere. */
function expectParts(all: Interactions, { train, validation, test }: UserSplit): void {
  const known = new Set(train.itemIds)
  const trained = new Set(train.userIds)
  const parts = [train, validation.heldOut, test.heldOut].flatMap(pairsOf)
  expect(new Set(parts).size).toBe(parts.length)
  const lost = pairsOf(all).filter((pair) => !parts.includes(pair))
  for (const pair of lost) {
    const [user, item] = pair.split(' ')
    const newUser = !trained.has(user!)
    expect(newUser || !known.has(item!)).toBe(true)
  }
  for (const part of [validation, test]) {
    expect(part.heldOut.userIds).toEqual(part.foldIn.userIds)
    expect(part.foldIn.itemIds).toEqual(train.itemIds)
    expect(part.heldOut.itemIds).toEqual(train.itemIds)
    for (const { offsets } of [part.foldIn, part.heldOut]) {
      for (let user = 0; user + 1 < offsets.length; user++) {
        expect(offsets[user + 1]).toBeGreaterThan(offsets[user]!)
      }
    }
  }
  const seenBefore = (users: readonly string[], ...before: Interactions[]) =>
    sorted(before.flatMap(pairsOf).filter((pair) => users.includes(pair.split(' ')[0]!)))
  expect(sorted(pairsOf(validation.foldIn))).toEqual(seenBefore(validation.foldIn.userIds, train))
  for (const pair of pairsOf(train)) {
    if (test.foldIn.userIds.includes(pair.split(' ')[0]!)) expect(pairsOf(test.foldIn)).toContain(pair)
  }
  expect(pairsOf(test.foldIn).filter((pair) => pairsOf(test.heldOut).includes(pair))).toEqual([])
}

/** Whether what is held out of each user comes no earlier than what is seen of them. */
function expectLatest({ validation, test }: UserSplit): void {
  for (const { foldIn, heldOut } of [validation, test]) {
    foldIn.userIds.forEach((_, user) => {
      const of = ({ offsets, timestamps }: Interactions) =>
        timestamps!.subarray(offsets[user], offsets[user + 1])
      expect(Math.min(...of(heldOut))).toBeGreaterThanOrEqual(Math.max(...of(foldIn)))
    })
  }
}

/** Sizes of a user's parts: of a history of n, as many as there are users with n. */
function sizesOf(all: Interactions, { train }: UserSplit): Map<string, [number, number]> {
  const size = ({ offsets }: Interactions, user: number) => offsets[user + 1]! - offsets[user]!
  return new Map(
    train.userIds.map((id, user) => [id, [size(all, all.userIds.indexOf(id)), size(train, user)]]),
  )
}

describe('splitHistories', () => {
  it('divides every history, loses nothing, and gives the same again by the same seed', () => {
    fc.assert(
      fc.property(history, options, (entries, chosen) => {
        const all = interactionsFrom(entries)
        const shares = { validation: 0.2, test: 0.3, ...chosen }
        const split = splitHistories(all, shares)
        expectParts(all, split)
        if (chosen.choose === 'latest') expectLatest(split)
        for (const [count, trained] of sizesOf(all, split).values()) {
          expect(trained).toBe(Math.max(1, count - Math.round(0.2 * count) - Math.round(0.3 * count)))
        }
        expect(split.train.userCount).toBe(all.userCount)
        expect(splitHistories(all, shares)).toEqual(split)
      }),
    )
  })

  it('draws others by another seed, and nothing at all where the shares are 0', () => {
    const all = interactionsFrom(Array.from({ length: 60 }, (_, item) => ({ user: item % 3, item })))
    expect(splitHistories(all, { seed: 1 })).not.toEqual(splitHistories(all, { seed: 2 }))
    const { train, test } = splitHistories(all, { validation: 0, test: 0 })
    expect(train.items.length).toBe(60)
    expect(test.heldOut.userCount).toBe(0)
  })

  it('refuses shares that leave nothing, and the latest without times', () => {
    const all = binarize(interactionsFrom([{ user: 1, item: 2 }]))
    expect(() => splitHistories(all, { test: 1 })).toThrow(
      'splitHistories: test must be a share from 0 to below 1, got 1',
    )
    expect(() => splitHistories(all, { test: 0.5, validation: 0.5 })).toThrow(
      'splitHistories: validation and test must leave something to train on, got 0.5 + 0.5',
    )
    expect(() => splitHistories(all, { choose: 'newest' as never })).toThrow(
      "splitHistories: choose must be random or latest, got 'newest'",
    )
    expect(() => leaveOneOut(all, { method: 'x' as never })).toThrow(
      "method must be published or hvamp, got 'x'",
    )
    expect(() => splitHistories(all, { choose: 'latest' })).toThrow(
      'splitHistories: interactions must have timestamps to choose the latest, got none',
    )
    expect(() => splitHistories(interactionsFrom([]))).toThrow('training must keep at least one entry')
  })
})

describe('leaveOneOut', () => {
  it('holds one of each user out for test and one for validation', () => {
    fc.assert(
      fc.property(history, options, (entries, chosen) => {
        const all = interactionsFrom(entries)
        const split = leaveOneOut(all, chosen)
        expectParts(all, split)
        if (chosen.choose === 'latest') expectLatest(split)
        for (const [count, trained] of sizesOf(all, split).values())
          expect(trained).toBe(Math.max(1, count - 2))
        for (const { heldOut } of [split.validation, split.test]) {
          expect(heldOut.items.length).toBe(heldOut.userCount)
        }
      }),
    )
  })

  it('takes the latest, of equal times the one further down the file', () => {
    const at = (item: string, timestamp: number) => ({ user: 'ann', item, timestamp })
    const others = ['a', 'b', 'c', 'd', 'x', 'y'].map((item) => ({ user: 'bob', item, timestamp: 0 }))
    const all = interactionsFrom([at('a', 5), at('b', 9), at('c', 9), at('d', 1), ...others])
    const { validation, test } = leaveOneOut(all, { choose: 'latest' })
    expect(pairsOf(test.heldOut)).toContain('ann c')
    expect(pairsOf(validation.heldOut)).toContain('ann b')
    expect(pairsOf(test.foldIn)).toEqual(expect.arrayContaining(['ann a', 'ann b', 'ann d']))
  })
})

describe('splitByTime', () => {
  it('divides at two points in time, the same for everyone', () => {
    fc.assert(
      fc.property(history, fc.nat(20), fc.nat(20), (entries, first, more) => {
        const all = interactionsFrom([...entries, { user: 'first', item: 'first', timestamp: -1 }])
        const [validationFrom, testFrom] = [first, first + more]
        const split = splitByTime(all, { validationFrom, testFrom })
        expectParts(all, split)
        for (const time of timesOf(split.train)) expect(time).toBeLessThan(validationFrom)
        for (const time of timesOf(split.validation.heldOut)) {
          expect(time >= validationFrom && time < testFrom).toBe(true)
        }
        for (const time of timesOf(split.test.heldOut)) expect(time).toBeGreaterThanOrEqual(testFrom)
        for (const time of timesOf(split.test.foldIn)) expect(time).toBeLessThan(testFrom)
        const inTime = entries.filter(({ timestamp }) => timestamp < validationFrom).length + 1
        expect(split.train.items.length).toBe(inTime)
      }),
    )
  })

  it('has the shares asked for where times differ', () => {
    const all = interactionsFrom(
      Array.from({ length: 100 }, (_, i) => ({ user: i % 4, item: i % 5, timestamp: 1000 - i })).slice(0, 20),
    )
    const { train, validation, test } = splitByTime(all, { validation: 0.2, test: 0.1 })
    expect([train, validation.heldOut, test.heldOut].map(({ items }) => items.length)).toEqual([14, 4, 2])
    const points = timePoints(all, { validation: 0.2, test: 0.1 })
    expect(points).toEqual({ validationFrom: 995, testFrom: 999 })
    expect(splitByTime(all, points)).toEqual({ train, validation, test })
  })

  it.each<[TimeSplitOptions, readonly number[]]>([
    [{ testFrom: 1050 }, [40, 10, 50]],
    [{ testFrom: 1095 }, [85, 10, 5]],
    [{ testFrom: 1050, validation: 0.3, test: 0.6 }, [20, 30, 50]],
    [{ testFrom: 1050, validation: 0 }, [50, 0, 50]],
    [{ testFrom: 2000 }, [90, 10, 0]],
    [{ validationFrom: 1040 }, [40, 50, 10]],
  ])('validates on the share right before the test, by %j', (options, sizes) => {
    const all = interactionsFrom(
      Array.from({ length: 100 }, (_, i) => ({ user: i % 4, item: Math.floor(i / 4), timestamp: 1000 + i })),
    )
    const { validationFrom, testFrom } = timePoints(all, options)
    const train = 1000 + sizes[0]!
    expect({ validationFrom, testFrom }).toEqual({
      validationFrom: train,
      testFrom: options.testFrom ?? train + sizes[1]!,
    })
  })

  it('keeps what is of one time in one part where the first time for test is given', () => {
    const all = interactionsFrom(
      Array.from({ length: 40 }, (_, i) => ({ user: i % 2, item: i, timestamp: Math.floor(i / 4) })),
    )
    expect(timePoints(all, { testFrom: 8, validation: 0.25 })).toEqual({ validationFrom: 5, testFrom: 8 })
    expect(() => timePoints(all, { testFrom: 1 })).toThrow(
      'splitByTime: some timestamps must be before validationFrom, 0, got none before 0',
    )
    expect(timePoints(all, { testFrom: 1, validation: 0 })).toEqual({ validationFrom: 1, testFrom: 1 })
  })

  it('refuses what has no times, and points in the wrong order', () => {
    expect(() => splitByTime(interactionsFrom([{ user: 1, item: 2 }]))).toThrow(
      'splitByTime: interactions must have timestamps, got none',
    )
    const all = interactionsFrom([{ user: 1, item: 2, timestamp: 3 }])
    expect(() => splitByTime(all, { validationFrom: 2, testFrom: 1 })).toThrow(
      'splitByTime: validationFrom must be at most testFrom, got 2 and 1',
    )
    expect(() => splitByTime(all, { testFrom: 1, validationFrom: 1 })).toThrow(
      'splitByTime: some timestamps must be before validationFrom, 1, got none before 3',
    )
    expect(() => splitByTime(all)).toThrow(
      'splitByTime: timestamps must differ, got 3 for all of 1 interactions',
    )
  })
})

describe('splitAsGiven', () => {
  it('tests on what is given, by id, and holds a share of each rest out for validation', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(fc.boolean(), { minLength: 90, maxLength: 90 }),
        options,
        (entries, is, chosen) => {
          const given = entries.filter((_, i) => is[i])
          const rest = entries.filter((_, i) => !is[i])
          fc.pre(rest.length > 0)
          const all = interactionsFrom(entries)
          const unknown = { user: 'nobody', item: 'nothing', timestamp: 0 }
          const split = splitAsGiven(all, interactionsFrom([unknown, ...given.toReversed()]), {
            validation: 0.25,
            ...chosen,
          })
          expectParts(all, split)
          const givenPairs = new Set(given.map(({ user, item }) => `${user} ${item}`))
          for (const pair of pairsOf(split.test.heldOut)) expect(givenPairs.has(pair)).toBe(true)
          for (const part of [split.train, split.validation.heldOut, split.test.foldIn]) {
            for (const pair of pairsOf(part)) expect(givenPairs.has(pair)).toBe(false)
          }
          const trained = interactionsFrom(rest)
          for (const [count, size] of sizesOf(trained, split).values()) {
            expect(size).toBe(Math.max(1, count - Math.round(count * 0.25)))
          }
        },
      ),
    )
  })

  it('validates on what is given, but for what is tested', () => {
    const parts = fc.array(fc.constantFrom('train', 'validation', 'test'), { minLength: 90, maxLength: 90 })
    fc.assert(
      fc.property(history, parts, (entries, partOf) => {
        const of = (part: string) => entries.filter((_, i) => partOf[i] === part)
        fc.pre(of('train').length > 0)
        const all = interactionsFrom(entries)
        const [validation, test] = [interactionsFrom(of('validation')), interactionsFrom(of('test'))]
        const split = splitAsGiven(all, test, { validation })
        expectParts(all, split)
        expect(pairsOf(split.train).sort()).toEqual(pairsOf(interactionsFrom(of('train'))).sort())
        for (const part of ['validation', 'test'] as const) {
          const given = new Set(of(part).map(({ user, item }) => `${user} ${item}`))
          for (const pair of pairsOf(split[part].heldOut)) expect(given.has(pair)).toBe(true)
        }
        expect(splitAsGiven(all, test, { validation: test }).validation.heldOut.items.length).toBe(0)
      }),
    )
    const one = interactionsFrom([{ user: 1, item: 2 }])
    expect(() => splitAsGiven(one, one, { validation: one, seed: 3 })).toThrow(
      'splitAsGiven: options must be none beside given validation entries, got seed',
    )
  })
})
