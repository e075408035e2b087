import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Ended } from './command.fixture'

interface Host {
  run(request: { cwd: string; args: readonly string[]; env: NodeJS.ProcessEnv }): Promise<Ended>
}

let host: Host | undefined

/**
 * Runs the built command to its end as `hvamp` does, in one process that serves the whole test file: modules are loaded
 * and compiled once, not by every command. Signals, the standard input and closed outputs need a process of their own.
 */
export function hostedHvamp(
  cwd: string,
  args: readonly string[],
  { env = {} }: { env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  host ??= startHost()
  return host.run({ cwd, args, env })
}

function startHost(): Host {
  const program = fileURLToPath(new URL('./command-host.fixture.mjs', import.meta.url))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit', 'pipe'] })
  const waiting: Waiting[] = []
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) =>
    waiting.shift()!.resolve(JSON.parse(line)),
  )
  child.once('exit', (code, signal) => {
    host = undefined
    for (const { reject } of waiting) reject(new Error(`the host of commands ended with ${code ?? signal}`))
  })
  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        child.stdin!.write(`${JSON.stringify(request)}\n`)
      }),
  }
}

interface Waiting {
  resolve(ended: Ended): void
  reject(error: Error): void
}
