import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { bodiesOf, linkTo, rules, saveServed, startServer, writeItemTable } from '../served-run.mjs'
import { percentile } from '../statistics.mjs'

const BODIES = 300
const HEALTH_EVERY = 50 // ms

/**
 * A server under load: one client, many clients with health asked meanwhile, memory over many answers, and models that take
 * over under load. The load comes from a thread of this process, health is asked from this one.
 */
export default async function serving({ backend, clients, seconds, answers, swaps, ...model }) {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-serving-'))
  try {
    for (const seed of [1, 2]) await saveServed(join(folder, `run${seed}`, 'model'), { ...model, seed })
    const link = join(folder, 'latest')
    await linkTo('run1', link)
    const table = join(folder, 'products.csv')
    await writeItemTable(table, model.items)
    const server = await startServer(link, '--backend', backend, '--watch', '0', '--item-table', table)
    try {
      const bodies = bodiesOf(BODIES, model, { rules })
      const load = (options) =>
        autocannon({ url: server.address, workers: 1, requests: requestsOf(bodies), ...options })
      await load({ connections: clients, duration: Math.min(5, seconds) }) // warms it up
      const one = summary(await load({ connections: 1, duration: seconds }))
      const health = askHealth(server.address)
      const many = summary(await load({ connections: clients, duration: seconds }))
      const healthTimes = await health.stop()
      const memory = await memoryOver(server, () => load({ connections: clients, amount: answers }))
      const swapped = await swapUnderLoad(server, link, { clients, swaps, bodies })
      return {
        one,
        many,
        health: {
          asked: healthTimes.length,
          p50: percentile(healthTimes, 0.5),
          p99: percentile(healthTimes, 0.99),
        },
        memory: { answers, ...memory },
        swaps: swapped,
      }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function requestsOf(bodies, path = '/recommend', more = {}) {
  const headers = { 'content-type': 'application/json' }
  return bodies.map((body) => ({ method: 'POST', path, headers, body: JSON.stringify(body), ...more }))
}

function summary({ latency, requests, errors, timeouts, non2xx }) {
  return {
    answersPerSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    failed: errors + timeouts + non2xx,
  }
}

/** Asks for health until it is stopped; the times it took, in milliseconds. */
function askHealth(address) {
  const times = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now()
      const response = await fetch(`${address}/healthz`)
      await response.arrayBuffer()
      if (response.status !== 200) throw new Error(`healthz: must be 200, got ${response.status}`)
      times.push(performance.now() - began)
      await sleep(HEALTH_EVERY)
    }
  })()
  return {
    async stop() {
      isOver = true
      await asking
      return times
    },
  }
}

/** Memory of the server during a load, in bytes: after a tenth of the answers, at the end, and at most. */
async function memoryOver(server, load) {
  const samples = []
  let isOver = false
  const loading = load().then((result) => {
    isOver = true
    return summary(result)
  })
  while (!isOver) {
    samples.push(await server.metric('process_resident_memory_bytes'))
    await Promise.race([sleep(2000), loading])
  }
  const { failed } = await loading
  return {
    early: samples[Math.floor(samples.length / 10)],
    late: samples.at(-1),
    most: Math.max(...samples),
    failed,
  }
}

/**
 * Whether two answers are of the same model: scores differ in their last digits with the number of rows in a product, and
 * items with them where two scores are nearly equal.
 */
function isAlike(expected, answers) {
  return answers.every(({ items }, list) =>
    items.every(({ score }, rank) => {
      const other = expected[list].items[rank].score
      return Math.abs(score - other) <= 1e-4 * Math.max(1, Math.abs(other))
    }),
  )
}

/** Swaps two models to and fro under load; every answer is held against the list that its model gives without load. */
async function swapUnderLoad(server, link, { clients, swaps, bodies }) {
  const asked = [{ histories: bodies.slice(0, 3).map(({ history }) => history), rules }]
  const ask = async () => {
    const [{ path, ...request }] = requestsOf(asked, '/recommend/many')
    return (await fetch(server.address + path, request)).json()
  }
  const expected = new Map()
  for (const run of ['run2', 'run1']) {
    await swapTo(run)
    const { model, answers } = await ask()
    expected.set(model.version, answers)
  }
  let answered = 0
  let mixtures = 0
  const onResponse = (status, text) => {
    answered++
    const { model, answers } = status === 200 ? JSON.parse(text) : {}
    if (status === 200 && !isAlike(expected.get(model.version), answers)) mixtures++
  }
  let end
  const ended = new Promise((resolve, reject) => {
    end = autocannon(
      {
        url: server.address,
        connections: clients,
        duration: 3600,
        requests: requestsOf(asked, '/recommend/many', { onResponse }),
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    )
  })
  for (let swap = 0; swap < swaps; swap++) await swapTo(swap % 2 === 0 ? 'run2' : 'run1')
  end.stop()
  const { failed } = summary(await ended)
  return { swaps, answered, failed, mixtures }

  async function swapTo(run) {
    const done = () => server.metric('hvamp_reloads_total')
    const before = (await done()) || 0
    await linkTo(run, link)
    server.reload()
    while (((await done()) || 0) === before) await sleep(20)
  }
}
