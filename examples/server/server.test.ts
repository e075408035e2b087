import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

let server: ChildProcess
let address = ''
beforeAll(async () => {
  const program = fileURLToPath(new URL('server.mjs', import.meta.url))
  server = spawn(process.execPath, [program, '', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of server.stdout!.iterator({ destroyOnReturn: false })) {
    said += chunk
    address = /listening on (\S+)/.exec(said)?.[1] ?? ''
    if (address !== '') break
  }
  server.stdout!.resume() // a closed or a full pipe would end the server
})
afterAll(async () => {
  if (server.exitCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
})

async function post(body: string) {
  const response = await fetch(`${address}/recommendations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

it('recommends, to someone it never saw, what they do not have, best first', async () => {
  const { status, json } = await post('{"items":["1","2","unheard of"],"count":5}')
  expect(status).toBe(200)
  const list = json.items as { item: string; score: number }[]
  expect(list).toHaveLength(5)
  expect(list.map(({ item }) => item)).not.toContain('1')
  const scores = list.map(({ score }) => score)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(json.unknownItems).toEqual(['unheard of'])
})

it.each([
  ['{"items":[]}', 400, 'body/items must NOT have fewer than 1 items'],
  ['{"items":["1"],"count":0}', 400, 'body/count must be >= 1'],
  ['{"items":["1"],"count":"5"}', 400, 'body/count must be integer'],
  ['{"items":"1"}', 400, 'body/items must be array'],
  ['{"items":["1"],"exclude":["2"]}', 400, "body must NOT have additional properties: 'exclude'"],
  ['{}', 400, "body must have required property 'items'"],
  ['""', 400, 'body must be object'],
  ['null', 400, 'body must be object'],
  [`{"items":["${'1'.repeat(201)}"]}`, 400, 'body/items/0 must NOT have more than 200 characters'],
])('refuses %s with %i and says what is wrong', async (body, status, message) => {
  expect(await post(body)).toMatchObject({ status, json: { message } })
})

it('refuses a body above the limit before all of it is here', async () => {
  expect((await post(`{"items":["1"],"note":"${'-'.repeat(1 << 18)}"}`)).status).toBe(413)
})

it('says so where the model knows none of the items', async () => {
  expect(await post('{"items":["unheard of"]}')).toMatchObject({
    status: 422,
    json: { error: 'items: at least one must be known to the model, got none' },
  })
})

it('closes a connection whose request does not arrive', async () => {
  const { socket } = begin()
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
  await once(socket, 'close')
}, 15_000)

it('ends when it is told to, after the request under way is answered', async () => {
  const { socket, rest } = begin()
  await once(socket, 'connect')
  await post('{"items":["1"]}') // by now the server has read the other's beginning too
  const exit = once(server, 'exit')
  server.kill('SIGTERM')
  await expect.poll(() => post('{"items":["1"]}').catch(() => 'refused')).toBe('refused')
  socket.write(rest)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
  socket.end()
  expect(await exit).toEqual([0, null])
})

/** A connection that has sent all of a request but the rest. */
function begin() {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  const body = '{"items":["1"]}'
  const head = ['POST /recommendations HTTP/1.1', 'Host: here', 'Content-Type: application/json']
  socket.write([...head, `Content-Length: ${body.length}`, '', body.slice(0, 5)].join('\r\n'))
  return { socket, rest: body.slice(5) }
}
