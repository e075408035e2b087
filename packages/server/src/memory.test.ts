import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { useBackend } from '@hvamp/backends'
import { syntheticInteractions } from '@hvamp/data'
import { multVae } from '@hvamp/models'
import { memory } from '@tensorflow/tfjs-core'
import fastify from 'fastify'
import { expect, it } from 'vitest'
import { modelEngine, recommendations, service } from './index'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const megabyte = 1 << 20

it('many answers under changing rules leave neither tensors nor heap behind', async () => {
  await useBackend('cpu')
  const recommender = multVae({ hidden: 8, latent: 4, seed: 1 })
  const { interactions } = syntheticInteractions({ users: 100, items: 60, interactionsPerUser: 10, seed: 1 })
  await recommender.fit(interactions, { epochs: 1, batchSize: 50 })
  const model = { name: 'mult-vae', version: '1', run: 'memory', items: 60 }
  const own = await service({ open: async () => modelEngine({ recommender, model }) })
  const app = fastify()
  await app.register(recommendations, { service: own })
  let asked = 0
  const ask = async () => {
    const rules = { exclude: [String(1 + (asked++ % 60)), String(asked)] } // never the same again
    const payload = { history: ['1', '2', '3'], rules }
    expect((await app.inject({ method: 'POST', url: '/recommend', payload })).statusCode).toBe(200)
  }
  const some = async (count: number) => {
    for (let i = 0; i < count; i += 20) await Promise.all(Array.from({ length: 20 }, ask))
    collectGarbage()
    return { tensors: memory().numTensors, heap: process.memoryUsage().heapUsed }
  }
  const before = await some(1000)
  const after = await some(3000)
  expect(after.tensors).toBe(before.tensors)
  expect(after.heap - before.heap).toBeLessThan(3 * megabyte) // a kilobyte an answer
  await app.close()
  await own.close()
})
