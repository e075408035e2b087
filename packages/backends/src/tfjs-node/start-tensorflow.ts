import '../generated/gradients.js'
import util from 'node:util'
import { enableProdMode, findBackend, getBackend, ready, setBackend } from '@tensorflow/tfjs-core'
import { missingForTfjsNodeGpu } from './missing-for-gpu'
import { registerKernels } from './register-kernels'
import type { RunningTensorflow, TensorflowOptions, TensorflowPackage } from './running-tensorflow'
import type { TensorflowBackend } from './tensorflow-backend'
import { requireTensorflow } from './tensorflow-package'

/** What the first start in this process chose. */
let started: { readonly threads: number | undefined } | undefined

/**
 * Loads TensorFlow.js' package for libtensorflow and makes it the current backend.
 *
 * @throws if the package cannot be loaded, tfjs-node-gpu finds no GPU, or libtensorflow runs already, by the other package or
 *   with another number of threads; the backend that was current stays so
 */
export async function startTensorflow(
  name: TensorflowPackage,
  { threads }: TensorflowOptions = {},
  load: (name: TensorflowPackage) => unknown = requireTensorflow,
): Promise<RunningTensorflow> {
  const before = getBackend()
  try {
    await loadOnce(name, threads, load)
    const backend = findBackend('tensorflow') as TensorflowBackend | null
    if (!backend) {
      throw new Error(`'@tensorflow/${name}' must use the tfjs-core that is used here, got another copy`)
    }
    if (backend.isGPUPackage !== (name === 'tfjs-node-gpu')) {
      throw new Error('a process can load one of tfjs-node and tfjs-node-gpu, got both')
    }
    if (name === 'tfjs-node-gpu' && !backend.isUsingGpuDevice) {
      throw new Error(
        `libtensorflow found no GPU that it can use:\n${missingForTfjsNodeGpu().join('\n')}`.trim(),
      )
    }
    if (!(await setBackend('tensorflow'))) throw new Error('libtensorflow could not be started')
    await ready()
    registerKernels(backend)
    const device = backend.isUsingGpuDevice ? 'gpu' : 'cpu'
    const chosen = started?.threads
    return {
      name,
      tensorflow: { version: backend.binding.TF_Version, device, ...(chosen && { threads: chosen }) },
    }
  } catch (cause) {
    if (before) await setBackend(before) // loading the package has made its backend the current one
    throw new Error(`${name}: ${(cause as Error).message}`, { cause: (cause as Error).cause ?? cause })
  }
}

async function loadOnce(
  name: TensorflowPackage,
  threads: number | undefined,
  load: (name: TensorflowPackage) => unknown,
): Promise<void> {
  if (started && threads !== undefined && threads !== started.threads) {
    throw new Error(
      `threads must be the number that libtensorflow was started with in this process, ${started.threads ?? 'its own choice'}, got ${threads}`,
    )
  }
  restoreUtil()
  enableProdMode() // or TensorFlow.js would warn that its plain backends are registered twice
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1' // libtensorflow's own notes: which instructions it was built for
  if (threads !== undefined) process.env.TF_NUM_INTRAOP_THREADS = String(threads)
  try {
    await load(name)
  } catch (cause) {
    throw new Error(`the npm package '@tensorflow/${name}' cannot be loaded: ${(cause as Error).message}`, {
      cause,
    })
  }
  started ??= { threads }
}

/** Restores functions of `util` that Node 23 removed and tfjs-node 4.22 calls. */
function restoreUtil(): void {
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray ??= Array.isArray
}
