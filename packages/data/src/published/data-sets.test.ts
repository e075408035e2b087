import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { binarize, entriesOf, filterInteractions, type Interactions, splitUsers, statistics } from '../index'
import { readRatings } from '../node'

// Published data sets, which are never part of this repository: the tests run where they lie beside it.
const folder = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const pairsOf = (interactions: Interactions) =>
  sha256(Array.from(entriesOf(interactions), ({ user, item }) => `${user},${item}\n`).join(''))

describe.skipIf(!existsSync(folder))('published data sets', () => {
  it.each([
    ['pinterest/interactions.csv.gz', 37_501, 9_836, 1_000_154],
    ['ml-1m/ratings.csv.gz', 6_040, 3_706, 1_000_209],
    ['ml-1m/chronological.txt.gz', 6_040, 3_706, 1_000_209],
    ['ml-100k/u.data.gz', 943, 1_682, 100_000],
    ['ml-latest-small/ratings.csv.gz', 610, 9_724, 100_836],
    ['gowalla/train.txt.gz', 29_858, 40_981, 810_128],
    ['gowalla/test.txt.gz', 29_858, undefined, 217_242],
    ['lastfm/user_artists.dat.gz', 1_892, 17_632, 92_834],
  ])('%s has %i users, %s items and %i interactions', async (path, users, items, interactions) => {
    const found = statistics(await readRatings(folder + path))
    expect(found).toMatchObject({ users, interactions, ...(items && { items }) })
  })

  it('MovieLens-1M has the published histogram and, split as published, what NumPy draws', async () => {
    const ratings = await readRatings(`${folder}ml-1m/ratings.csv.gz`)
    expect(statistics(ratings).values!.map(({ count }) => count)).toEqual([
      56174, 107557, 261197, 348971, 226310,
    ])

    const liked = binarize(ratings, { atLeast: 4 })
    expect([liked.userCount, liked.itemCount, liked.items.length]).toEqual([6038, 3533, 575281])
    const active = filterInteractions(liked, { minUserInteractions: 5 })
    expect(active.userCount).toBe(6034)

    const { train, validation, test } = splitUsers(active, { heldOut: 500 })
    expect([train.userCount, train.itemCount, train.items.length]).toEqual([5034, 3502, 480438])
    expect([validation.foldIn.userCount, test.foldIn.userCount]).toEqual([500, 500])
    // Digests of the pairs, users ascending and each in file order: recorded with the same protocol in NumPy.
    expect(sha256(train.itemIds.join(','))).toBe(
      'cb7edeba9ba04e280bee298d8a51f5610b7d1770a73f47c91acfbccc5bbb393a',
    )
    expect([train, validation.foldIn, validation.heldOut, test.foldIn, test.heldOut].map(pairsOf)).toEqual([
      '88426646f5753e25a7f0bfb73b58482bbb19a205e19461f95f8665fc64bb4960',
      'ca3a495c27962793e6af17962b9785d5aec475e4af464a11344ce63827f4b1ec',
      '90e000527e2e46a8f4e362a321018134c08b4ebfa267efab3bc0aa8b564561f7',
      '1b45f4007adf5ba59e5209289f54390f044e8bf2af0aec720a74b4a1d7afa7f2',
      '0b7c0e1e1594dd29eb47fcf99be575011cb01af2d73d6823ddac7557a06efe03',
    ])
  })
})
