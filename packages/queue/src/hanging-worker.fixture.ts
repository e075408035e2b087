import { startWorker } from './start-worker'

// Takes a job, says so, and never ends it: for tests that kill it.
const [address = ''] = process.argv.slice(2)
startWorker(address, {
  name: 'hanging',
  lostAfter: 0.5,
  work({ id, report }) {
    report('begun')
    process.stdout.write(`${id}\n`)
    return new Promise(() => {})
  },
}).catch((error) => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
