// Trains H+Vamp (Gated) on an NVIDIA GPU by libtensorflow, after a look at what that needs.
//   node train.mjs [ratings.csv]
import { useTfjsNodeGpu } from '@hvamp/backends/tfjs-node-gpu'
import {
  binarize,
  evaluate,
  filterInteractions,
  hvamp,
  ndcg,
  recall,
  splitUsers,
  syntheticInteractions,
  warmUp,
} from 'hvamp'
import { readRatings } from 'hvamp/node'
import { missingForGpu } from './gpu-requirements.mjs'

const missing = missingForGpu()
if (missing.length > 0) {
  console.error(`tfjs-node-gpu cannot compute here:\n${missing.map((line) => `- ${line}`).join('\n')}`)
  process.exit(1)
}
await useTfjsNodeGpu()

const [path] = process.argv.slice(2)
const ratings = path
  ? await readRatings(path)
  : syntheticInteractions({ users: 20_000, items: 3000, seed: 1 }).interactions
const liked = filterInteractions(binarize(ratings, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, validation, test } = splitUsers(liked, {
  heldOut: Math.floor(liked.userCount / 10),
  seed: 98765,
})
const model = hvamp({ seed: 1 })
await model.fit(train, {
  epochs: 60,
  klWeight: warmUp({ to: 0.3, epochs: 30 }),
  validation,
  patience: 10,
  patienceFrom: 30,
  onEvent(event) {
    if (event.type === 'validation') console.log(`epoch ${event.epoch}: NDCG@100 ${event.value.toFixed(4)}`)
  },
})
const { metrics } = await evaluate(model, test, [ndcg(100), recall(20), recall(50)])
for (const [metric, { mean, standardError }] of Object.entries(metrics)) {
  console.log(`${metric} ${mean.toFixed(4)} ± ${standardError.toFixed(4)}`)
}
