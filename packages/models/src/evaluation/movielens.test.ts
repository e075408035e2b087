import { existsSync } from 'node:fs'
import { binarize, filterInteractions, splitUsers } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { ndcg } from '@hvamp/metrics'
import { expect, it } from 'vitest'
import { evaluate, popularity } from '../index'

const path = '../shared/data/ml-1m/ratings.csv.gz'

it.runIf(existsSync(path))(
  "popularity reaches on MovieLens-1M, split as published, what others' code does",
  async () => {
    const liked = filterInteractions(binarize(await readRatings(path), { atLeast: 4 }), {
      minUserInteractions: 5,
    })
    const { train, test } = splitUsers(liked, { heldOut: 500, seed: 98765 })
    expect([train.userCount, train.itemCount, train.items.length]).toEqual([5034, 3502, 480_438])
    const model = popularity()
    await model.fit(train)
    const { metrics } = await evaluate(model, test, [ndcg(100)])
    expect(metrics['ndcg@100']!.mean).toBeCloseTo(0.2105, 4)
  },
  60_000,
)
