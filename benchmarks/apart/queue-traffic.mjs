import { setTimeout as wait } from 'node:timers/promises'
import { openQueue, startWorker } from 'hvamp/queue'
import { countingProxy } from '../counting-proxy.mjs'

const LOOKS = 5000
const report = {
  begins: 'new',
  line: { event: 'epoch', epochs: 50, record: { epoch: 17, validation: 0.4142 } },
}

/**
 * What workers of a queue and their coordinator send to the server and get back, a second and in all, counted between them and
 * the server: idle workers, working ones, and working ones that report every second; looks at jobs.
 *
 * @param options.address of the server, with `PORT` in place of its port
 */
export default async function queueTraffic({ address, port, workers: count, seconds, requests }) {
  const proxy = await countingProxy(port)
  const through = address.replace('PORT', String(proxy.port))
  const asked = requests
    ? await import('../redis-requests.mjs').then((m) => m.redisRequests(address, port))
    : undefined
  const spent = async (work) => {
    const before = { ...proxy.bytes(), requests: await asked?.count() }
    const began = performance.now()
    await work()
    const after = { ...proxy.bytes(), requests: await asked?.count() }
    const took = (performance.now() - began) / 1000
    return {
      seconds: took,
      sent: after.sent - before.sent,
      received: after.received - before.received,
      ...(asked && { requests: after.requests - before.requests }),
    }
  }
  const queue = await openQueue(through)
  const coordinator = proxy.connections()
  let isReporting = false
  let end
  const ended = new Promise((resolve) => {
    end = resolve
  })
  const work = async ({ report: tell }) => {
    const timer = setInterval(() => isReporting && tell(report), 1000)
    await ended
    clearInterval(timer)
    return { outcome: 'done', result: { host: 'here', folder: '/mnt/shared/tuned/01' } }
  }
  const workers = []
  for (let i = 0; i < count; i++) workers.push(await startWorker(through, { work, name: `worker-${i}` }))
  await wait(2000)
  const connections = (proxy.connections() - coordinator) / count
  const idle = await spent(() => wait(seconds * 1000))
  for (let i = 0; i < count; i++) await queue.add({ id: `job-${i}`, work: { number: i } })
  await wait(2000)
  const working = await spent(() => wait(seconds * 1000))
  isReporting = true
  await wait(2000)
  const reporting = await spent(() => wait(seconds * 1000))
  isReporting = false
  await wait(2000)
  const lookOften = async () => {
    for (let i = 0; i < LOOKS; i++) await queue.stateOf('job-0')
  }
  const looks = await spent(lookOften) // the workers go on meanwhile: their part is taken off below
  end()
  for (let i = 0; i < count; i++) {
    while ((await queue.stateOf(`job-${i}`)).state !== 'done') await wait(100)
  }
  await Promise.all(workers.map((worker) => worker.stop()))
  await queue.close()
  await asked?.close()
  await proxy.close()
  const alone = (key) => (looks[key] - (working[key] / working.seconds) * looks.seconds) / LOOKS
  const look = {
    sent: alone('sent'),
    received: alone('received'),
    ...(asked && { requests: alone('requests') }),
  }
  return {
    workers: count,
    connections: { worker: connections, coordinator },
    ...{ idle, working, reporting, look },
  }
}
