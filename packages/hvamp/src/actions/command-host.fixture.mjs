// Runs commands of the built program one after the other, each as if this process began and ended with it. A request is
// a line of JSON on stdin, its answer a line on the file descriptor 3; the process ends with its stdin.
import { createWriteStream } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const answers = createWriteStream('', { fd: 3 })
const environment = { ...process.env }
const servers = []

// The end of a process frees the sockets by which it holds folders, so its servers are known here.
const { createServer } = net
net.createServer = (...options) => {
  servers.push(createServer(...options))
  return servers.at(-1)
}
syncBuiltinESMExports()

const { runCommand } = await import(path('../../dist/cli/cli.js'))

/** What a command writes until `end`. */
function capture(stream) {
  const write = stream.write
  let text = ''
  stream.write = (chunk, encoding, done = encoding) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    if (typeof done === 'function') process.nextTick(done)
    return true
  }
  return {
    end() {
      stream.write = write
      return text
    },
  }
}

/** What the end of a process does: its last listeners run, its sockets are free, its surroundings are gone. */
async function endProcess() {
  process.emit('exit', process.exitCode ?? 0)
  for (const name of ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
  process.stdout.removeAllListeners('error')
  process.stderr.removeAllListeners('error')
  for (const server of servers.splice(0)) {
    if (server.listening) await new Promise((closed) => server.close(closed))
  }
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
  process.exitCode = undefined
}

for await (const line of createInterface({ input: process.stdin })) {
  const { cwd, args, env } = JSON.parse(line)
  process.chdir(cwd)
  Object.assign(process.env, env)
  process.argv = [process.execPath, path('../../bin/hvamp.js'), ...args]
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)]
  await runCommand(process.argv)
  const ended = { code: process.exitCode ?? 0, signal: null, stdout: stdout.end(), stderr: stderr.end() }
  await endProcess()
  answers.write(`${JSON.stringify(ended)}\n`)
}
