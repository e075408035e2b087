import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** Passes connections on to a port of this machine, and counts their bytes: sent to the server, and received from it. */
export async function countingProxy(to) {
  let sent = 0
  let received = 0
  const open = new Set()
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1')
    open.add(client)
    client.on('data', (chunk) => {
      sent += chunk.length
    })
    upstream.on('data', (chunk) => {
      received += chunk.length
    })
    const end = () => {
      open.delete(client)
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end)
    client.pipe(upstream)
    upstream.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: server.address().port,
    bytes: () => ({ sent, received }),
    connections: () => open.size,
    async close() {
      for (const client of open) client.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
