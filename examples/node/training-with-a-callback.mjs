// Training watched by your own callback: a chart of every epoch, a log in JSON lines, and a stop at a target.
//   node training-with-a-callback.mjs [log.jsonl]
import { appendFileSync, writeFileSync } from 'node:fs'
import { binarize, multVae, splitUsers, syntheticInteractions, useBackend, warmUp } from 'hvamp'

await useBackend('auto')

const { interactions } = syntheticInteractions({ users: 1000, items: 200, seed: 1 })
const { train, validation } = splitUsers(binarize(interactions, { atLeast: 4 }), { heldOut: 100 })

const [path = 'training.jsonl'] = process.argv.slice(2)
writeFileSync(path, '')
const target = 0.36
const stop = new AbortController()

/** Called for everything that happens; `type` says what it is. */
function onEvent(event) {
  switch (event.type) {
    case 'start':
      console.log(`${event.parameterCount} parameters, ${event.batchCount} batches an epoch`)
      break
    case 'epoch': {
      const { epoch, terms, validation } = event.record
      appendFileSync(path, `${JSON.stringify(event.record)}\n`)
      const bar = '█'.repeat(Math.round(validation * 60))
      console.log(`epoch ${epoch} KL ${terms.kl.toFixed(1)} NDCG@100 ${validation.toFixed(4)} ${bar}`)
      if (validation >= target) stop.abort() // the running step is finished first
      break
    }
    case 'stop':
      console.log(`stopped (${event.stopped}) after epoch ${event.epoch}, best was ${event.bestEpoch}`)
  }
}

const model = multVae({ hidden: 64, latent: 16, seed: 1 })
const report = await model.fit(train, {
  epochs: 40,
  batchSize: 50,
  klWeight: warmUp({ to: 0.2, epochs: 10 }),
  optimizer: { learningRate: 2e-3 },
  validation,
  signal: stop.signal,
  onEvent,
})
const { validation: reached } = report.epochs.at(-1)
console.log(reached >= target ? `${target} was reached` : `${target} was not reached`)
