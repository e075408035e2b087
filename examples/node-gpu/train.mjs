// Trains H+Vamp (Gated) by libtensorflow, on an NVIDIA GPU or, with --cpu, on the processor, after a look at what that needs.
//   node train.mjs [--cpu] [ratings.csv]
import { missingForTfjsNode, useTfjsNode } from '@hvamp/backends/tfjs-node'
import { missingForTfjsNodeGpu, useTfjsNodeGpu } from '@hvamp/backends/tfjs-node-gpu'
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

const [path] = process.argv.slice(2).filter((argument) => argument !== '--cpu')
const onCpu = process.argv.includes('--cpu')
const missing = onCpu ? missingForTfjsNode() : missingForTfjsNodeGpu()
if (missing.length > 0) {
  const name = onCpu ? 'tfjs-node' : 'tfjs-node-gpu'
  console.error(`${name} cannot compute here:\n${missing.map((line) => `- ${line}`).join('\n')}`)
  process.exit(1)
}
const { tensorflow } = await (onCpu ? useTfjsNode() : useTfjsNodeGpu())
console.log(`libtensorflow ${tensorflow.version} on the ${tensorflow.device.toUpperCase()}`)

const ratings = path
  ? await readRatings(path)
  : syntheticInteractions({ users: onCpu ? 1000 : 20_000, items: onCpu ? 200 : 3000, seed: 1 }).interactions
const liked = filterInteractions(binarize(ratings, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, validation, test } = splitUsers(liked, {
  heldOut: Math.floor(liked.userCount / 10),
  seed: 98765,
})
const model = hvamp({ seed: 1, ...(onCpu && { hidden: 64, latent: 16, pseudoInputs: 50 }) })
await model.fit(train, {
  epochs: onCpu ? 10 : 60,
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
