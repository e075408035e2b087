import { evaluate, ndcg, recall, useBackend } from 'hvamp'
import { fittedModel } from '../fitted-model.mjs'
import { directProducts, flopsOf, recordProducts } from '../products.mjs'
import { randomInteractions } from '../random-interactions.mjs'
import { sum } from '../statistics.mjs'

const HELD_OUT_SHARE = 0.2
const metrics = [ndcg(100), recall(20), recall(50)]

/** Evaluation of many users, and after every batch its matrix products called directly; one of each first, unmeasured. */
export default async function evaluation({ backend, model: name, users, items, perUser, batch, ...sizes }) {
  await useBackend(backend)
  const { foldIn, heldOut } = divided(randomInteractions({ users, items, perUser }))
  const model = await fittedModel(name, { items, itemIds: foldIn.itemIds, ...sizes })

  const recorder = await recordProducts()
  const one = divided(randomInteractions({ users: batch, items, perUser, itemIds: foldIn.itemIds }))
  await evaluate(model, one, metrics, { batchSize: batch })
  const products = recorder.stop()

  const floor = await directProducts(products)
  floor.run()
  const [batches, floors] = [[], []]
  let began = performance.now()
  await evaluate(model, { foldIn, heldOut }, metrics, {
    batchSize: batch,
    onProgress() {
      batches.push(performance.now() - began)
      floors.push(floor.run())
      began = performance.now()
    },
  })
  floor.dispose()
  const [seconds, floorSeconds] = [sum(batches) / 1000, sum(floors) / 1000]
  return {
    seconds,
    floorSeconds,
    ratio: seconds / floorSeconds,
    usersPerSecond: users / seconds,
    gigaflops: (flopsOf(products) * batches.length) / 1e9,
  }
}

/** The last of each user's items held out, from the rest. */
function divided(interactions) {
  const { userCount, offsets, items } = interactions
  const perUser = offsets[1]
  const held = Math.floor(HELD_OUT_SHARE * perUser)
  const part = (from, to) => {
    const taken = new Int32Array(userCount * (to - from))
    for (let user = 0; user < userCount; user++) {
      taken.set(items.subarray(offsets[user] + from, offsets[user] + to), user * (to - from))
    }
    return {
      ...interactions,
      offsets: Int32Array.from({ length: userCount + 1 }, (_, user) => user * (to - from)),
      items: taken,
    }
  }
  return { foldIn: part(0, perUser - held), heldOut: part(perUser - held, perUser) }
}
