import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const shape = { users: 1_000_000, items: 200_000, perUser: 20, tested: 1000 }
const tiny = { users: 3000, items: 2000, perUser: 10, tested: 100 }
const options = { hidden: 300, latent: 100, sampledSoftmax: 5000 }
const tinyOptions = { hidden: 20, latent: 8, sampledSoftmax: 200 }

/** A wide catalogue: an epoch of Mult-VAE whose steps touch few items, then lists for users. */
export async function wide({ quick, backends: [backend] }) {
  const asked = {
    backend,
    model: 'mult-vae',
    ...(quick ? tiny : shape),
    options: quick ? tinyOptions : options,
    fit: { epochs: 1, batchSize: 500, learningRate: 0.005, optimizer: 'rowMoments', beta: 0.2, warmUp: 0 },
  }
  const { result, peakBytes } = await runApart('wide', asked)
  const { fit, heapBytes, estimates, recommend, ndcg } = result
  console.log(
    `Mult-VAE of ${asked.users} made-up users and ${asked.items} items (Zipf), ${asked.options.sampledSoftmax} items sampled a step, on ${backend}`,
  )
  printTable(
    [
      'M parameters',
      'training s',
      'step ms',
      'CPU s',
      'tensors GB',
      'process GB',
      'lists of 200 users s',
      'NDCG@100',
      'popularity',
    ],
    [
      [
        fit.parameters / 1e6,
        fit.seconds,
        fit.stepMs,
        fit.cpuSeconds,
        heapBytes / 1e9,
        peakBytes / 1e9,
        (recommend.seconds * 200) / recommend.users,
        ndcg.model.toFixed(4),
        ndcg.popularity.toFixed(4),
      ],
    ],
  )
  console.log('Estimated GB of tensors, by what a step touches')
  printTable(
    ['all items, Adam', 'one second moment a row', 'sampled, Adam', 'sampled, one second moment a row'],
    [[estimates.dense, estimates.rows, estimates.sampled, estimates.sampledRows].map((bytes) => bytes / 1e9)],
  )
  return { ...asked, ...result, peakBytes }
}
