// Trains H+Vamp (Gated), measures it beside popularity, and recommends.
//   node train-and-recommend.mjs [ratings.csv]
import {
  binarize,
  evaluate,
  filterInteractions,
  hvamp,
  ndcg,
  popularity,
  recall,
  recommend,
  splitUsers,
  syntheticInteractions,
  useBackend,
  warmUp,
} from 'hvamp'
import { loadModel, readRatings, saveModel } from 'hvamp/node'

await useBackend('auto')

const [path] = process.argv.slice(2)
let kind = 'ratings' // what values are: also counts such as plays, or none
const ratings = path
  ? await readRatings(path, { onReading: ({ values }) => (kind = values) })
  : syntheticInteractions({ users: 1000, items: 200, seed: 1 }).interactions
const clicks = binarize(ratings, kind === 'ratings' ? { atLeast: 4 } : {}) // of counts, and without values, everything counts
const liked = filterInteractions(clicks, { minUserInteractions: 5 })
const heldOut = Math.ceil(liked.userCount / 10)
const { train, validation, test } = splitUsers(liked, { heldOut, seed: 98765 })

// Sizes for a small file; without them, and with 100 epochs of warm-up, they are the paper's.
const sizes = { hidden: 64, latent: 16, pseudoInputs: 30 }
const model = hvamp({ seed: 1, ...sizes })
await model.fit(train, {
  epochs: 20,
  batchSize: 50,
  klWeight: warmUp({ to: 0.3, epochs: 10 }),
  optimizer: { learningRate: 2e-3 },
  validation,
  patience: 5,
  patienceFrom: 10,
  onEvent(event) {
    if (event.type === 'validation') console.log(`epoch ${event.epoch}: NDCG@100 ${event.value.toFixed(4)}`)
  },
})

const baseline = popularity()
await baseline.fit(train)
for (const each of [baseline, model]) {
  const { metrics } = await evaluate(each, test, [ndcg(100), recall(20)])
  for (const [metric, { mean, standardError }] of Object.entries(metrics)) {
    console.log(`${each.name} ${metric} ${mean.toFixed(4)} ± ${standardError.toFixed(4)}`)
  }
}

await saveModel(model, 'my-model')
const loaded = await loadModel('my-model')
const [first] = await recommend(loaded, test.foldIn, { count: 5 })
console.log(`for user ${test.foldIn.userIds[0]}: ${first.items.map(({ item }) => item).join(', ')}`)
