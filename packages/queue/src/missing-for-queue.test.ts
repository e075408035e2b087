import { expect, it, vi } from 'vitest'
import { missingForQueue } from './missing-for-queue'

const installed = vi.hoisted(() => ({ bullmq: {} as unknown, ioredis: {} as unknown, pg: {} as unknown }))
vi.mock('@hvamp/databases', async (original) => ({
  ...(await original<typeof import('@hvamp/databases')>()),
  async importIfInstalled(name: keyof typeof installed) {
    if (installed[name] instanceof Error) throw installed[name]
    return installed[name]
  },
}))

it('names BullMQ and the driver of the server, where they are not installed or do not load', async () => {
  expect(await missingForQueue('redis')).toEqual([])
  installed.ioredis = undefined
  expect(await missingForQueue('redis')).toEqual(['ioredis is not here; npm install ioredis'])
  expect(await missingForQueue('postgres')).toEqual([])
  installed.pg = new Error('no binary')
  installed.bullmq = undefined
  expect(await missingForQueue('postgres')).toEqual([
    'bullmq is not here; npm install bullmq',
    'pg does not load: no binary',
  ])
})
