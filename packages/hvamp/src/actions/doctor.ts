import { cpus } from 'node:os'
import type { RunningBackend } from '@hvamp/backends'
import { missingForTfjsNode } from '@hvamp/backends/tfjs-node'
import { missingForTfjsNodeGpu } from '@hvamp/backends/tfjs-node-gpu'
import { missingForQueue } from '@hvamp/queue'
import { matMul, ones, tidy } from '@tensorflow/tfjs-core'
import { versions } from '../process/versions'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { output } from '../terminal/output'
import { factsTable } from '../terminal/text-table'

const advice: Readonly<Record<string, string>> = {
  linux: 'Debian and Ubuntu: apt-get install libopenblas0-pthread; Fedora: dnf install openblas-threads',
  darwin: 'macOS brings Accelerate; if it is not found, brew install openblas',
  win32: 'put libopenblas.dll (https://github.com/OpenMathLib/OpenBLAS/releases) in a folder of PATH',
}

/** Says what computes here, how fast, and what optional parts lack. */
export async function doctorAction(flags: BackendSettings & { json?: boolean }): Promise<void> {
  const out = output(flags)
  const backend = await startBackend(flags)
  const speed = await productSpeed(backend)
  const [processor] = cpus()
  out.print(
    factsTable([
      ['hvamp', versions.hvamp],
      ['Node', versions.node],
      ['tfjs', versions.tfjs],
      ['system', `${process.platform} ${process.arch}`],
      ['processor', `${processor?.model.trim() ?? 'unknown'}, ${cpus().length} cores`],
      ['backend', backend.name],
      ...(backend.blas ? blasRows(backend.blas) : []),
      ...(backend.adapter === undefined ? [] : [['its adapter', backend.adapter]]),
      ...(backend.tensorflow ? tensorflowRows(backend.tensorflow) : []),
      ['speed of products', `${speed.toFixed(1)} GFLOP/s`],
    ]),
  )
  const isFast = !['wasm', 'cpu'].includes(backend.name)
  const hint = isFast ? undefined : (advice[process.platform] ?? 'install OpenBLAS')
  if (backend.reason !== undefined) out.print(`\nwhy not native: ${backend.reason}`)
  if (hint !== undefined) out.print(`\nfor more speed: ${hint}`)
  const libtensorflow = [
    { name: 'tfjs-node', brings: 'libtensorflow on the processor', missing: missingForTfjsNode() },
    { name: 'tfjs-node-gpu', brings: 'libtensorflow on an NVIDIA GPU', missing: missingForTfjsNodeGpu() },
  ]
  for (const { name, ...part } of libtensorflow) out.print(`\n--backend ${name} ${stateOf(part)}`)
  const queues = [
    {
      name: 'redis://…',
      brings: 'jobs on a server of the Redis protocol',
      missing: await missingForQueue('redis'),
    },
    { name: 'postgres://…', brings: 'jobs on PostgreSQL', missing: await missingForQueue('postgres') },
  ]
  for (const { name, ...part } of queues) out.print(`\n--queue ${name} ${stateOf(part)}`)
  const system = `${process.platform} ${process.arch}`
  out.emit({ ...versions, system, backend, gigaflops: speed, hint, libtensorflow, queues })
}

/** What an optional part brings, and whether it can start or what it lacks. */
function stateOf({ brings, missing }: { brings: string; missing: readonly string[] }): string {
  return `(${brings}) ${missing.length === 0 ? 'can start here' : `lacks\n  ${missing.join('\n  ')}`}`
}

function tensorflowRows({ version, device, threads }: NonNullable<RunningBackend['tensorflow']>): string[][] {
  return [
    ['libtensorflow', version],
    ['its device', device],
    ['its threads', threads === undefined ? 'its own choice' : String(threads)],
  ]
}

function blasRows({ library, version, threads }: NonNullable<RunningBackend['blas']>): string[][] {
  return [
    ['BLAS', library],
    ['its version', version || 'unknown'],
    ['its threads', threads > 0 ? String(threads) : 'unknown'],
  ]
}

/** Billions of operations a second in products of the size of a hidden layer; the best of three. */
async function productSpeed({ name }: RunningBackend): Promise<number> {
  const size = name === 'cpu' ? 128 : 512
  let best = 0
  for (let i = 0; i < 4; i++) {
    const began = performance.now()
    const product = tidy(() => matMul(ones([size, size]), ones([size, size]), false, true))
    await product.data()
    product.dispose()
    const seconds = (performance.now() - began) / 1000
    if (i > 0) best = Math.max(best, (2 * size ** 3) / seconds / 1e9) // the first one warms up
  }
  return best
}
