import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { endServer, freePort, serveAs, type TestServer, untilItAnswers } from './server-process'

const program = ['/usr/bin/valkey-server', '/usr/bin/redis-server'].find((path) => existsSync(path))

/** Why no server of the Redis protocol can be started; undefined if one can. */
export const redisMissing =
  program === undefined ? 'Redis is not installed: apt-get install redis-server' : undefined

/** Starts a server of the Redis protocol that keeps nothing on disk: a crash loses all. @param password of the default user */
export async function startRedis(password?: string): Promise<TestServer> {
  const port = await freePort()
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const start = () =>
    serveAs('nobody', program!, [...settings, ...(password === undefined ? [] : ['--requirepass', password])])
  let server = start()
  await untilItAnswers(() => connected(port))
  return {
    port,
    async crash() {
      await endServer(server, 'SIGKILL')
      server = start()
      await untilItAnswers(() => connected(port))
    },
    stop: () => endServer(server),
  }
}

async function connected(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect') // throws its error
  socket.destroy()
}
