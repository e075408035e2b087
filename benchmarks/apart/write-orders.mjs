import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { multVae, useBackend } from 'hvamp'
import { writeInteractions } from 'hvamp/data/node'
import { saveModel } from 'hvamp/node'
import { randomInteractions } from '../random-interactions.mjs'

/** Writes the histories of made-up users into parquet files, each with all rows of its users, and a Mult-VAE after one step of training. */
export default async function writeOrders({ folder, users, files, items, perUser, hidden, latent, batch }) {
  await mkdir(join(folder, 'orders'), { recursive: true })
  const perFile = Math.ceil(users / files)
  for (let file = 0; file < files; file++) {
    const from = file * perFile
    const count = Math.min(perFile, users - from)
    const interactions = randomInteractions({ users: count, items, perUser, seed: 1 + file })
    const userIds = Array.from({ length: count }, (_, i) => String(from + i + 1))
    const name = `${String(file).padStart(5, '0')}.parquet`
    await writeInteractions(join(folder, 'orders', name), { ...interactions, userIds })
  }
  await useBackend('wasm')
  const model = multVae({ hidden, latent, seed: 1 })
  await model.fit(randomInteractions({ users: batch, items, perUser, seed: 0 }), {
    epochs: 1,
    batchSize: batch,
  })
  await saveModel(model, join(folder, 'model'))
  model.dispose()
}
