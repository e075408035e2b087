// Is one model better than another? Both are measured on the same users, so their difference is taken user by user.
//   node compare-two-models.mjs
import {
  binarize,
  evaluate,
  hvamp,
  multVae,
  ndcg,
  recall,
  splitUsers,
  summarize,
  syntheticInteractions,
  useBackend,
  warmUp,
} from 'hvamp'

await useBackend('auto')

const { interactions } = syntheticInteractions({ users: 1000, items: 200, seed: 1 })
const liked = binarize(interactions, { atLeast: 4 })
const { train, validation, test } = splitUsers(liked, { heldOut: { validation: 100, test: 300 } })

const sizes = { hidden: 64, latent: 16, seed: 1 }
const models = {
  'Mult-VAE': multVae(sizes),
  'H+Vamp (Gated)': hvamp({ ...sizes, pseudoInputs: 30, layers: 1 }),
}
const results = []
for (const [name, model] of Object.entries(models)) {
  await model.fit(train, {
    epochs: 10,
    batchSize: 50,
    klWeight: warmUp({ to: 0.3, epochs: 5 }),
    optimizer: { learningRate: 2e-3 },
    validation,
  })
  const { metrics } = await evaluate(model, test, [ndcg(100), recall(20)])
  results.push({ name, metrics })
  model.dispose()
}

const [first, second] = results
for (const metric of ['ndcg@100', 'recall@20']) {
  const [a, b] = [first.metrics[metric], second.metrics[metric]]
  const difference = summarize(b.perUser.map((value, user) => value - a.perUser[user]))
  const apart = Math.hypot(a.standardError, b.standardError) // what it would be, had they had other users each
  const z = difference.mean / difference.standardError
  for (const { name, metrics } of results) {
    console.log(
      `${metric} ${name} ${metrics[metric].mean.toFixed(4)} ± ${metrics[metric].standardError.toFixed(4)}`,
    )
  }
  console.log(`  paired difference ${difference.mean.toFixed(4)} ± ${difference.standardError.toFixed(4)}`)
  console.log(`  unpaired it would be ± ${apart.toFixed(4)}`)
  console.log(
    `  ${Math.abs(z) > 1.96 ? 'more than chance' : 'may be chance'}: z = ${z.toFixed(2)} (1.96 is 5 %)`,
  )
}
