// Runs the measures and writes their results as JSON: see README.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { backends as onEveryBackend } from './measures/backends.mjs'
import { evaluation } from './measures/evaluation.mjs'
import { filters } from './measures/filters.mjs'
import { gpu } from './measures/gpu.mjs'
import { growth } from './measures/growth.mjs'
import { largerThanMemory } from './measures/larger-than-memory.mjs'
import { latency } from './measures/latency.mjs'
import { memory } from './measures/memory.mjs'
import { peers } from './measures/peers.mjs'
import { priorPrice } from './measures/prior-price.mjs'
import { queue } from './measures/queue.mjs'
import { reading } from './measures/reading.mjs'
import { retraining } from './measures/retraining.mjs'
import { serving } from './measures/serving.mjs'
import { shards } from './measures/shards.mjs'
import { singleUser } from './measures/single-user.mjs'
import { sizes } from './measures/sizes.mjs'
import { solvers } from './measures/solvers.mjs'
import { step } from './measures/step.mjs'
import { trainingEpochs } from './measures/training-epochs.mjs'
import { wide } from './measures/wide.mjs'
import { runApart } from './run-apart.mjs'

const measures = {
  step,
  'prior-price': priorPrice,
  backends: onEveryBackend,
  evaluation,
  latency,
  filters,
  'single-user': singleUser,
  reading,
  growth,
  'training-epochs': trainingEpochs,
  retraining,
  memory,
  solvers,
  wide,
  serving,
  shards,
  'larger-than-memory': largerThanMemory,
  queue,
  sizes,
  peers,
  gpu,
}
const unlessNamed = Object.keys(measures).filter(
  (name) => !['peers', 'backends', 'gpu', 'larger-than-memory', 'queue'].includes(name),
)
const onAnyBackend = [
  'step',
  'prior-price',
  'backends',
  'growth',
  'training-epochs',
  'memory',
  'latency',
  'peers',
  'gpu',
]

const { quick, only, out, backend, users } = options()
const { result: environment } = await runApart('environment')
describe(environment)
const own = environment.blas ? ['native', 'wasm'] : ['wasm']
const available = environment.hasTfjsNode ? [...own, 'tfjs-node'] : own
const backends = backend?.split(',') ?? own
const absent = backends.find((name) => !available.includes(name))
if (absent !== undefined) {
  throw new Error(`--backend: must name some of ${available.join(', ')}, got '${absent}'`)
}
const unfit = backends.includes('tfjs-node') && only.find((name) => !onAnyBackend.includes(name))
if (unfit) {
  throw new Error(`--backend tfjs-node: --only must name some of ${onAnyBackend.join(', ')}, got '${unfit}'`)
}
const report = { date: new Date().toISOString(), quick, ...environment, measures: {} }
for (const name of only) {
  report.measures[name] = await measures[name]({
    quick,
    backends: name === 'backends' && !backend ? available : backends,
    users,
  })
  write(report) // after each, so that an interrupted run leaves what it has
}
console.log(`Written to ${relative(process.cwd(), out)}`)

function options() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      out: { type: 'string' },
      backend: { type: 'string' },
      users: { type: 'string' },
    },
  })
  const only = values.only?.split(',') ?? unlessNamed
  const unknown = only.find((name) => !Object.hasOwn(measures, name))
  if (unknown !== undefined) {
    throw new Error(`--only: must name some of ${Object.keys(measures).join(', ')}, got '${unknown}'`)
  }
  const name = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`
  const from = process.env.INIT_CWD ?? process.cwd() // where npm was called
  const out = values.out
    ? resolve(from, values.out)
    : fileURLToPath(new URL(`./results/${name}`, import.meta.url))
  const users = values.users === undefined ? undefined : Number(values.users)
  if (users !== undefined && !(Number.isInteger(users) && users >= 1)) {
    throw new Error(`--users: must be a positive integer, got '${values.users}'`)
  }
  return { quick: values.quick, only, out, backend: values.backend, users }
}

function describe({ machine, versions, blas, reason }) {
  console.log(
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB; ` +
      `Node ${versions.node}, tfjs ${versions.tfjs}, hvamp ${versions.hvamp}; ` +
      (blas ? `${blas.version || blas.library}, ${blas.threads} threads` : `no BLAS: ${reason}`),
  )
  console.log()
}

function write(contents) {
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `${JSON.stringify(contents, null, 2)}\n`)
}
