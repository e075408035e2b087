import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  endServer,
  freePort,
  giveFolder,
  runAs,
  serveAs,
  type TestServer,
  untilItAnswers,
} from './server-process'

/** Why Debian's PostgreSQL cannot be started; undefined if it can. */
export const postgresMissing =
  postgresFolder() === undefined ? 'PostgreSQL is not installed: apt-get install postgresql' : undefined

/**
 * Starts PostgreSQL: the user shop has the password secret.
 *
 * @param primary the port of a server of which it is a standby, if of any
 */
export async function startPostgres(primary?: number): Promise<TestServer> {
  const programs = postgresFolder()!
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-postgres-'))
  await giveFolder(folder, 'postgres')
  const data = join(folder, 'data')
  if (primary === undefined) {
    const password = join(folder, 'password')
    runAs('postgres', 'sh', ['-c', `echo secret > ${password}`])
    const options = ['-U', 'shop', '-A', 'scram-sha-256', `--pwfile=${password}`, '-N', '-E', 'UTF8']
    runAs('postgres', join(programs, 'initdb'), ['-D', data, ...options])
  } else {
    const from = `postgres://shop:secret@127.0.0.1:${primary}`
    const options = ['--write-recovery-conf', '--checkpoint=fast', '--no-sync']
    runAs('postgres', join(programs, 'pg_basebackup'), ['-D', data, '-d', from, ...options])
  }
  const port = await freePort()
  const settings = ['-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1']
  const start = () => serveAs('postgres', join(programs, 'postgres'), ['-D', data, ...settings])
  const answers = () =>
    untilItAnswers(() =>
      execFileSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]),
    )
  let server = start()
  await answers()
  return {
    port,
    async crash() {
      await endServer(server, 'SIGKILL')
      for (let isUp = false; !isUp; ) {
        server = start() // ends at once while a process of the killed server is there
        const up = answers().then(() => true)
        isUp = await Promise.race([up, once(server, 'exit').then(() => false)])
      }
    },
    async stop() {
      await endServer(server)
      await rm(folder, { recursive: true })
    },
  }
}

function postgresFolder(): string | undefined {
  const versions = '/usr/lib/postgresql'
  const newest = existsSync(versions)
    ? readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]
    : undefined
  return newest === undefined ? undefined : join(versions, newest, 'bin')
}
