import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { setTimeout } from 'node:timers/promises'

/** A server of a test, in a process and a folder of its own. */
export interface TestServer {
  readonly port: number
  /** Kills it, as a power cut would, and starts it again. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** Servers refuse to run as root, which can be another user. */
const isRoot = userInfo().uid === 0
const command = (user: string, program: string, args: readonly string[]): [string, string[]] =>
  isRoot ? ['runuser', ['-u', user, '--', program, ...args]] : [program, [...args]]

/** Runs a program as a user, to its end. */
export function runAs(user: string, program: string, args: readonly string[]): void {
  const [file, all] = command(user, program, args)
  execFileSync(file, all, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() })
}

/** Starts a server as a user. */
export function serveAs(user: string, program: string, args: readonly string[]): ChildProcess {
  const [file, all] = command(user, program, args)
  return spawn(file, all, { stdio: 'ignore', detached: true, cwd: tmpdir() })
}

/** Ends a server, with its processes. */
export async function endServer(
  server: ChildProcess,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> {
  process.kill(-server.pid!, signal)
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
}

/** Gives a folder to a user. */
export async function giveFolder(folder: string, user: string): Promise<void> {
  if (isRoot) execFileSync('chown', [user, folder])
  await chmod(folder, 0o755)
}

/** Tries again, for 20 seconds, what fails while a server starts. */
export async function untilItAnswers<T>(ask: () => T | Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 200) throw error
      await setTimeout(100)
    }
  }
}

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
