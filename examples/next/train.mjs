// Trains a small model on made-up ratings and saves it where the server and the browser find it: npm run train
import { multVae, splitUsers, useBackend as startBackend, syntheticInteractions } from 'hvamp'
import { saveModel } from 'hvamp/node'

await startBackend()
const { interactions } = syntheticInteractions({ users: 600, items: 80, interactionsPerUser: 12, seed: 1 })
const { train, validation } = splitUsers(interactions, { heldOut: 60 })
const model = multVae({ hidden: 64, latent: 16, seed: 1 })
await model.fit(train, { validation, epochs: 20, batchSize: 100 })
await saveModel(model, 'public/model')
