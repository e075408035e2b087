import { hasMl100k, ml100kFile } from '../ml-100k.mjs'
import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const small = { hidden: 200, latent: 64 }
const fit = { beta: 0.2, warmUp: 20, epochs: 100, batchSize: 50, patience: 10, learningRate: 0.001 }

/** How each model is trained anew, and what is otherwise when it goes on. */
const models = {
  'mult-vae': { options: small, fit, goOn: { patience: 3 } },
  hvamp: { options: { ...small, pseudoInputs: 100 }, fit, goOn: { patience: 3 } },
  recvae: {
    options: small,
    fit: { ...fit, beta: 1, warmUp: 0, epochs: 50, patience: 5 },
    goOn: { patience: 2 },
  },
  wmf: { options: { factors: 20 }, fit: { epochs: 15 }, goOn: { epochs: 3 } },
}

/** Going on from yesterday's model compared with training anew: what it gives up, and how much time it takes. */
export async function retraining({ quick, backends: [backend] }) {
  if (!hasMl100k()) {
    console.log(`Retraining: skipped, ${ml100kFile} is not there\n`)
    return { skipped: 'MovieLens 100k is not there' }
  }
  const seeds = quick ? [1] : [1, 2, 3]
  const results = {}
  for (const [model, settings] of Object.entries(models)) {
    const shorter = { ...settings, fit: { ...settings.fit, epochs: 3 } }
    const asked = { backend, model, ...(quick ? shorter : settings), earlierShare: 0.8, seeds }
    results[model] = { ...asked, ...(await runApart('retraining', asked)).result }
  }
  console.log(
    `Going on from a model of the first 80 % of MovieLens 100k, on ${backend}: NDCG@100 of ${seeds.length} splits`,
  )
  printTable(
    [
      'model',
      'anew',
      'going on',
      'difference',
      'standard error',
      'anew CPU s',
      'going on CPU s',
      'share of the time',
    ],
    Object.entries(results).map(([model, { anew, from, difference, timeShare }]) => [
      model,
      ...[anew.ndcg, from.ndcg, difference.mean, difference.standardError].map((value) => value.toFixed(4)),
      anew.seconds,
      from.seconds,
      timeShare,
    ]),
  )
  return results
}
