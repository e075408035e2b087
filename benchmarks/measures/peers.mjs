import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasMl1m, ml1mFile } from '../ml-1m.mjs'
import { howToGetTorch, pythonWithTorch, runDense } from '../peers/torch.mjs'
import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { median } from '../statistics.mjs'
import { printTable } from '../table.mjs'

const compared = ['Mult-VAE', 'H+Vamp (Gated)']
const settings = { threads: 2, flushDenormals: true }

/** Steps and whole epochs of hvamp and of a dense PyTorch implementation, one after the other in one run. */
export async function peers({ quick, backends: [backend] }) {
  const python = pythonWithTorch()
  if (!python) {
    console.log(`${howToGetTorch}\n`)
    return { skipped: howToGetTorch }
  }
  const run = { quick, backend, python }
  return { ...settings, backend, steps: await steps(run), epochs: await epochs(run) }
}

async function steps({ quick, backend, python }) {
  const results = []
  for (const [shape, counts] of Object.entries(quick ? tinyShapes : shapes)) {
    for (const model of compared) {
      const options = { model, ...counts, ...(quick ? tinySizes : sizes), repeats: quick ? 3 : 7 }
      const own = await runApart('step', { backend, ...options })
      const peer = runDense(python, { ...options, ...settings, warmUp: 2 })
      const [ownMs, peerMs] = [own.result.stepMs, median(peer.steps)]
      results.push({ shape, ...options, torch: peer.torch, ownMs, peerMs, faster: peerMs / ownMs })
    }
  }
  console.log(`A training step on ${backend} and in dense PyTorch ${results[0].torch}`)
  printTable(
    ['shape', 'model', 'hvamp ms', 'PyTorch ms', 'times as fast'],
    results.map((row) => [row.shape, row.model, row.ownMs, row.peerMs, row.faster]),
  )
  return results
}

async function epochs({ quick, backend, python }) {
  if (!hasMl1m()) {
    console.log(`Epochs: skipped, ${ml1mFile} is not there\n`)
    return { skipped: 'MovieLens 1M is not there' }
  }
  const options = { model: 'H+Vamp (Gated)', ...(quick ? tinySizes : sizes) }
  const folder = mkdtempSync(join(tmpdir(), 'hvamp-peers-'))
  try {
    const { items } = (await runApart('write-split', { folder })).result
    const own = await runApart('training-epochs', { backend, ...options, epochs: 3 })
    const peer = runDense(python, { ...options, ...settings, folder, items, epochs: 2 })
    // The first epoch of each warms up.
    const [ownSeconds, peerSeconds] = [own.result.at(-1).seconds, peer.epochs.at(-1)]
    console.log(`An epoch of ${options.model} on MovieLens 1M, validation included`)
    const faster = peerSeconds / ownSeconds
    printTable(['hvamp s', 'PyTorch s', 'times as fast'], [[ownSeconds, peerSeconds, faster]])
    return { ...options, ownSeconds, peerSeconds, faster, ownEpochs: own.result, peer }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
