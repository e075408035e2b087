import { Agent, request } from 'node:http'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { standIn } from './engine/stand-in.fixture'
import { serve, service } from './index'

const logger = pino({ level: 'silent' })

/** Status of a request, by an agent that keeps its connections. */
function post(agent: Agent, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(`${address}/recommend`, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode!))
    })
    sent.once('error', reject).end(JSON.stringify({ history: ['1'] }))
  })
}

it('closing answers every request under way, then the port is free and the model ended', async () => {
  const engine = standIn('1', { held: true })
  const own = await service({ open: async () => engine, batchSize: 4 })
  const server = await serve({ service: own, port: 0, logger })
  const agent = new Agent({ keepAlive: true })
  const asked = Array.from({ length: 10 }, () => post(agent, server.address))
  const received = () => own.waiting + engine.calls.reduce((sum, call) => sum + call, 0)
  while (received() < 10) await new Promise(setImmediate)
  const closed = server.close()
  engine.release()
  expect(await Promise.all(asked)).toEqual(Array(10).fill(200))
  await closed
  expect(engine.isClosed).toBe(true)
  await expect(post(new Agent(), server.address)).rejects.toThrow('ECONNREFUSED')
  await server.close() // again does nothing
})

it.each([600, 3_000_000])(
  'closing ends the connections of clients that keep them, with the answers under way, within %d s',
  async (grace) => {
    const engine = standIn('1', { held: true })
    const own = await service({ open: async () => engine })
    const server = await serve({ service: own, port: 0, logger, grace }) // longer than this test may take
    const headers = { 'content-type': 'application/json' }
    const asked = fetch(`${server.address}/recommend`, { method: 'POST', headers, body: '{"history":["1"]}' })
    while (engine.calls.length === 0) await new Promise(setImmediate)
    const closed = server.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    engine.release()
    expect((await asked).headers.get('connection')).toBe('close')
    await closed
  },
)

it('closing answers connections that are made in that moment, not ready any more', async () => {
  const server = await serve({ service: await service({ open: async () => standIn('1') }), port: 0, logger })
  const agent = () => new Agent() // a connection of its own
  const closed = server.close()
  const asked = await Promise.all(Array.from({ length: 8 }, () => post(agent(), server.address)))
  expect(asked).toEqual(Array(8).fill(200))
  const ready = await fetch(`${server.address}/readyz`)
  expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close'])
  await closed
  await expect(post(agent(), server.address)).rejects.toThrow('ECONNREFUSED')
})

it('closing waits for a client that takes no answer as long as its grace, no longer', async () => {
  const engine = standIn('1', { held: true })
  const own = await service({ open: async () => engine })
  const server = await serve({ service: own, port: 0, logger, grace: 0.1 })
  const asked = post(new Agent(), server.address).catch((error: Error) => error.message)
  while (engine.calls.length === 0) await new Promise(setImmediate)
  const closed = server.close()
  expect(await asked).toBe('socket hang up')
  engine.release()
  await closed
})

it('says which port is taken, and ends the service', async () => {
  const [first, second] = [standIn('1'), standIn('2')]
  const one = await serve({ service: await service({ open: async () => first }), port: 0, logger })
  const port = Number(new URL(one.address).port)
  const own = await service({ open: async () => second })
  await expect(serve({ service: own, port, logger })).rejects.toThrow(
    `serve: address must be free to listen on, got 127.0.0.1:${port} (EADDRINUSE)`,
  )
  expect(second.isClosed).toBe(true)
  await one.close()
})

it('tells who asks for a route that is none where all are described', async () => {
  const own = await service({ open: async () => standIn('1') })
  const server = await serve({ service: own, port: 0, logger })
  const response = await fetch(`${server.address}/recommendations`)
  expect([response.status, await response.json()]).toEqual([
    404,
    expect.objectContaining({ message: 'GET /recommendations must be a route: /docs describes all' }),
  ])
  await server.close()
})
