import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Runs a module of apart/ in a process of its own: what ran before neither warms it nor counts to its memory.
 *
 * @returns what its function returns, and the most memory that the process had
 * @throws if the process fails; its output is on this one's
 */
export function runApart(name, options = {}) {
  const file = (of) => fileURLToPath(new URL(`./apart/${of}.mjs`, import.meta.url))
  return new Promise((resolve, reject) => {
    const child = fork(file('host'), [file(name)], { execArgv: ['--expose-gc'] })
    let answer
    child.once('message', (message) => {
      answer = message
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (answer) resolve(answer)
      else reject(new Error(`${name}: must end with a result, got exit code ${signal ?? code}`))
    })
    child.send(options)
  })
}
