import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  divideHistories,
  entriesOf,
  type Interactions,
  interactionsFrom,
  numpyLegacyRandom,
  selectUsers,
  splitUsers,
} from '../index'

interface Draw {
  readonly n: number
  readonly size: number
  readonly result: number[]
}
interface PermutationCase {
  readonly seed: number
  readonly n: number
  readonly result?: number[]
  readonly head?: number[]
  readonly tail?: number[]
  readonly sha256OfInt32LE?: string
}

// Recorded streams of NumPy: see fixtures/README.md.
const folder = join(process.env.HVAMP_FIXTURES ?? 'fixtures', 'random')
describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('the streams in %s', (file) => {
  const cases: (PermutationCase & { call: string; draws?: Draw[] })[] = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  ).cases
  const permutations = cases.filter(({ call }) => call === 'permutation')
  const choices = cases.filter(({ draws }) => draws)

  it('are all of a kind that is tested', () => {
    expect(permutations.length + choices.length).toBe(cases.length)
  })

  it.each(permutations)(
    'permutation of $n, seed $seed',
    ({ seed, n, result, head, tail, sha256OfInt32LE }) => {
      const order = numpyLegacyRandom(seed).permutation(n)
      expect(order.length).toBe(n)
      if (result) expect([...order]).toEqual(result)
      if (head) expect([...order.subarray(0, head.length)]).toEqual(head)
      if (tail) expect([...order.subarray(-tail.length)]).toEqual(tail)
      if (sha256OfInt32LE) {
        const bytes = new DataView(new ArrayBuffer(4 * n))
        order.forEach((value, i) => {
          bytes.setInt32(4 * i, value, true)
        })
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256OfInt32LE)
      }
    },
  )

  it.each(choices)('choices without replacement, seed $seed', ({ seed, draws }) => {
    const generator = numpyLegacyRandom(seed)
    for (const { n, size, result } of draws!) expect([...generator.choice(n, size)]).toEqual(result)
  })
})

describe('numpyLegacyRandom', () => {
  it('refuses seeds and sizes that NumPy refuses', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN])
      expect(() => numpyLegacyRandom(seed)).toThrow(`got ${seed}`)
    expect(() => numpyLegacyRandom(0).choice(3, 4)).toThrow('at most count 3, got 4')
  })
})

const pairs = (interactions: Interactions) =>
  Array.from(entriesOf(interactions), ({ user, item }) => `${user} ${item}`)
const clicks = fc
  .array(fc.record({ user: fc.nat(14), item: fc.nat(20) }), { minLength: 30, maxLength: 150 })
  .map(interactionsFrom)
  .filter(({ userCount }) => userCount >= 4)
const options = fc.record({
  heldOut: fc.oneof(
    fc.constant(1),
    fc.constant({ validation: 0, test: 2 }),
    fc.constant({ validation: 2, test: 1 }),
  ),
  seed: fc.nat(1000),
  foldIn: fc.constantFrom(0.5, 0.8, 0.9),
  method: fc.constantFrom('published' as const, 'hvamp' as const),
})

describe('splitUsers', () => {
  it('puts every user in one part, and loses nothing but what training users do not have', () => {
    fc.assert(
      fc.property(clicks, options, (interactions, chosen) => {
        const { train, validation, test } = splitUsers(interactions, chosen)
        const users = [...train.userIds, ...validation.foldIn.userIds, ...test.foldIn.userIds]
        expect(users.toSorted()).toEqual([...interactions.userIds].sort())
        const parts = [train, validation.foldIn, validation.heldOut, test.foldIn, test.heldOut].flatMap(pairs)
        const expected = pairs(interactions).filter((pair) => train.itemIds.includes(pair.split(' ')[1]!))
        expect(parts.toSorted()).toEqual(expected.toSorted())
      }),
    )
  })

  it('numbers items by first appearance among training users, the same in all parts', () => {
    fc.assert(
      fc.property(clicks, options, (interactions, chosen) => {
        const { train, validation, test } = splitUsers(interactions, chosen)
        expect(train.itemIds).toEqual([...new Set(pairs(train).map((pair) => pair.split(' ')[1]!))])
        for (const part of [validation.foldIn, validation.heldOut, test.foldIn, test.heldOut]) {
          expect(part.itemIds).toEqual(train.itemIds)
          expect(part.itemCount).toBe(train.itemCount)
        }
      }),
    )
  })

  it('holds out the share, rounded down, of five entries or more, and nothing of fewer', () => {
    fc.assert(
      fc.property(clicks, options, (interactions, chosen) => {
        const { validation, test } = splitUsers(interactions, chosen)
        for (const { foldIn, heldOut } of [validation, test]) {
          expect(heldOut.userIds).toEqual(foldIn.userIds)
          foldIn.userIds.forEach((_, user) => {
            const [seen, held] = [foldIn, heldOut].map(({ offsets }) => offsets[user + 1]! - offsets[user]!)
            const all = seen! + held!
            const tenths = Math.round(10 * (1 - chosen.foldIn))
            expect(held).toBe(all < 5 ? 0 : Math.floor((tenths * all) / 10))
          })
        }
      }),
    )
  })

  it('draws the same again from the same seed, and something else from another', () => {
    const users = Array.from({ length: 1000 }, (_, i) => i >> 3)
    const interactions = interactionsFrom({ users, items: users.map((_, i) => (i * 7) % 31) })
    for (const method of ['published', 'hvamp'] as const) {
      const first = splitUsers(interactions, { heldOut: 20, seed: 1, method })
      expect(splitUsers(interactions, { heldOut: 20, seed: 1, method })).toEqual(first)
      expect(splitUsers(interactions, { heldOut: 20, seed: 2, method })).not.toEqual(first)
    }
  })

  it('draws with hvamp what is held out of a user whoever else is', () => {
    const users = Array.from({ length: 1000 }, (_, i) => i >> 3)
    const interactions = interactionsFrom({ users, items: users.map((_, i) => i % 8) })
    const heldOutOf = (test: number) => {
      const { heldOut } = splitUsers(interactions, { heldOut: { validation: 0, test }, method: 'hvamp' }).test
      return new Map(Array.from(entriesOf(heldOut), ({ user, item }) => [user, item]))
    }
    const [few, many] = [heldOutOf(10), heldOutOf(100)]
    for (const [user, item] of few) expect(many.get(user)).toBe(item)
  })

  it('goes through users in ascending order of their ids, wherever they stand', () => {
    const users = Array.from({ length: 300 }, (_, i) => i >> 3)
    const items = users.map((_, i) => i % 8)
    const inOrder = interactionsFrom({ users: users.map((user) => `u${user + 100}`), items })
    const reversed = interactionsFrom({
      users: users.toReversed().map((user) => `u${user + 100}`),
      items: items.toReversed(),
    })
    const [first, second] = [inOrder, reversed].map((each) => splitUsers(each, { heldOut: 5 }).train.userIds)
    expect([...second!].sort()).toEqual([...first!].sort())
  })

  it('divides held-out users as divideHistories does', () => {
    const users = Array.from({ length: 400 }, (_, i) => i >> 3)
    const interactions = interactionsFrom({ users, items: users.map((_, i) => i % 8) })
    for (const method of ['published', 'hvamp'] as const) {
      const { validation } = splitUsers(interactions, { heldOut: 10, foldIn: 0.5, method })
      const theirs = validation.foldIn.userIds.map((id) => interactions.userIds.indexOf(id))
      const { foldIn, heldOut } = divideHistories(selectUsers(interactions, theirs), { foldIn: 0.5, method })
      expect(pairs(foldIn)).toEqual(pairs(validation.foldIn))
      expect(pairs(heldOut)).toEqual(pairs(validation.heldOut))
      expect(heldOut.items.length).toBe(40)
    }
  })

  it('leaves out users without interactions', () => {
    const interactions = interactionsFrom({ users: [1, 2, 3], items: [1, 1, 1] })
    const withEmpty = {
      ...interactions,
      userCount: 4,
      offsets: Int32Array.of(0, 1, 1, 2, 3),
      userIds: ['1', '9', '2', '3'],
    }
    expect(splitUsers(withEmpty, { heldOut: 1 })).toEqual(splitUsers(interactions, { heldOut: 1 }))
  })

  it('refuses more held-out users than there are, and options out of range', () => {
    const interactions = interactionsFrom({ users: [1, 2, 3], items: [1, 1, 1] })
    expect(() => splitUsers(interactions, { heldOut: 2 })).toThrow(
      'at least one of 3 users for training, got 2 + 2',
    )
    expect(() => splitUsers(interactions, { heldOut: { validation: 1, test: 2 } })).toThrow('got 1 + 2')
    for (const heldOut of [-1, 0.5, Number.NaN]) {
      expect(() => splitUsers(interactions, { heldOut })).toThrow(`got ${heldOut}`)
    }
    for (const foldIn of [0, 1, Number.NaN]) {
      expect(() => splitUsers(interactions, { heldOut: 1, foldIn })).toThrow(`got ${foldIn}`)
    }
    for (const method of ['published', 'hvamp'] as const) {
      expect(() => splitUsers(interactions, { heldOut: 1, seed: -1, method })).toThrow('got -1')
    }
  })
})
