// A program that trains the regression, and says how far it is, until it is done or killed. With slow batches there is
// a checkpoint after each: node training.cjs FOLDER MILLISECONDS_A_BATCH
import { createHash } from 'node:crypto'
import { useBackend } from '@hvamp/backends'
import { encodeSafetensors, readWeights } from '@hvamp/tensors'
import { train } from './index'
import { fileCheckpoints } from './node'
import { options, regression, shuffled } from './regression.fixture'

const [folder, milliseconds] = process.argv.slice(2)
const delay = Number(milliseconds)

async function main(): Promise<void> {
  await useBackend('cpu')
  const model = regression()
  const { bestEpoch, epochs } = await train(model, {
    ...options,
    epochs: 120,
    batches: async function* (epoch, noise) {
      for (const rows of shuffled(epoch, noise)) {
        if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
        yield rows
      }
    },
    validate: async () => -(await model.error()),
    checkpoints: fileCheckpoints(folder!),
    checkpointSeconds: delay > 0 ? 0 : 60,
    resume: true,
    onEvent(event) {
      if (event.type === 'step') process.stdout.write(`step ${event.step}\n`)
    },
  })
  const weights = createHash('sha256').update(encodeSafetensors(await readWeights(model.weights)))
  const losses = epochs.map(({ loss, validation }) => [loss, validation])
  process.stdout.write(`done ${JSON.stringify({ weights: weights.digest('hex'), bestEpoch, losses })}\n`)
}

main()
