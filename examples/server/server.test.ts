import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

let server: ChildProcess
let address = ''
beforeAll(async () => {
  const program = fileURLToPath(new URL('server.mjs', import.meta.url))
  server = spawn(process.execPath, [program, '', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const chunk of server.stdout!) {
    address = /listening on (\S+)/.exec(String(chunk))?.[1] ?? ''
    break
  }
})
afterAll(async () => {
  if (server.exitCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
})

async function post(body: unknown) {
  const response = await fetch(`${address}/recommendations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

it('recommends, to someone it never saw, what they do not have, best first', async () => {
  const { status, json } = await post({ items: ['1', '2', 'unheard of'], count: 5 })
  expect(status).toBe(200)
  const list = json.items as { item: string; score: number }[]
  expect(list).toHaveLength(5)
  expect(list.map(({ item }) => item)).not.toContain('1')
  const scores = list.map(({ score }) => score)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(json.unknownItems).toEqual(['unheard of'])
})

it.each([
  [{ items: [] }, 400],
  [{ items: ['1'], count: 0 }, 400],
  [{}, 400],
  [{ items: ['unheard of'] }, 422],
])('refuses %o with %i', async (body, status) => {
  expect((await post(body)).status).toBe(status)
})

it('ends when it is told to', async () => {
  server.kill('SIGTERM')
  expect(await once(server, 'exit')).toEqual([0, null])
})
