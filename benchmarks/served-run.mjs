import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rename, symlink, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { hvamp, useBackend } from 'hvamp'
import { saveModel } from 'hvamp/node'
import { randomInteractions } from './random-interactions.mjs'

const bin = fileURLToPath(new URL('../packages/hvamp/bin/hvamp.js', import.meta.url))

/** Saves H+Vamp (Gated) after one step of training: it computes as a trained one does. */
export async function saveServed(folder, { seed, items, perUser, batch, hidden, latent, pseudoInputs }) {
  await useBackend('wasm')
  const model = hvamp({ hidden, latent, pseudoInputs, gated: true, seed })
  await model.fit(randomInteractions({ users: batch, items, perUser, seed }), { epochs: 1, batchSize: batch })
  await saveModel(model, folder)
  model.dispose()
}

/** An item table with a price and a brand for each item. */
export async function writeItemTable(path, items) {
  const rows = Array.from({ length: items }, (_, i) => `${i + 1},${(i * 37) % 100},brand ${i % 50}\n`)
  await writeFile(path, `id,price,brand\n${rows.join('')}`)
}

/** Rules that leave four items of five, and at most three of a brand in a list. */
export const rules = { where: 'price < 80', per: { brand: 3 } }

/** A process of `hvamp serve`, ready to answer. */
export async function startServer(run, ...flags) {
  const args = [bin, 'serve', run, '--port', '0', ...flags]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const address = await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /answers at (\S+),/.exec(line)
      if (found) resolve(found[1])
    })
    child.once('exit', (code) => reject(new Error(`hvamp serve: must listen, got exit code ${code}`)))
  })
  return {
    address,
    reload: () => child.kill('SIGHUP'),
    /** A number that `/metrics` has. */
    async metric(name) {
      const text = await (await fetch(`${address}/metrics`)).text()
      return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1])
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Lets a link lead elsewhere in one step. */
export async function linkTo(target, link) {
  await symlink(target, `${link}.new`)
  await rename(`${link}.new`, link)
}

/** Bodies of requests, each with another history. */
export function bodiesOf(count, { items, perUser }, choices = {}) {
  const { offsets, items: columns, itemIds } = randomInteractions({ users: count, items, perUser, seed: 3 })
  return Array.from({ length: count }, (_, user) => {
    const history = Array.from(columns.subarray(offsets[user], offsets[user + 1]), (item) => itemIds[item])
    return { history, ...choices }
  })
}
