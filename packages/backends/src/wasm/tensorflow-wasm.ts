import { type BackendWasm, setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm'
import { backend, engine, env, ready, setBackend } from '@tensorflow/tfjs-core'
import { fromBase64 } from './from-base64'
import { isShared, withSharedMemory } from './shared-memory-module'
import type { WasmModule } from './wasm-module'

const names = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const
const protocol = 'hvamp:' // of the binary that this package brings

let starting: Promise<void> | undefined
/** Of a backend whose memory is shared by this package, in whichever copy of it. */
const ownSharing = Symbol.for('@hvamp/backends: shared memory')

/**
 * Makes TensorFlow.js' wasm backend the current one.
 *
 * Its binary comes with this package, so nothing has to be served or found after bundling. A backend that runs already is
 * taken as it is.
 *
 * @param shared whether threads can share its memory, if this call starts it
 * @throws if the engine cannot compile it, or another version of @tensorflow/tfjs-backend-wasm is installed
 */
export async function startTensorflowWasm(shared: boolean): Promise<BackendWasm> {
  if (!('wasm' in engine().registry)) {
    starting ??= startWithOwnBinary(shared).finally(() => {
      starting = undefined
    })
    await starting
  }
  if (!(await setBackend('wasm'))) throw new Error("the 'wasm' backend could not be started")
  await ready()
  const started = backend() as BackendWasm
  if (sharesMemory(started) && !(ownSharing in started)) {
    throw new Error(
      'wasm: TensorFlow.js runs with threads, whose memory the kernels cannot use: call useBackend before anything else starts it',
    )
  }
  return started
}

async function startWithOwnBinary(shared: boolean): Promise<void> {
  const binary = await ownBinary(shared)
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false) // the kernels cannot use their memory
  setWasmPaths(Object.fromEntries(names.map((name) => [name, protocol + name])), true)
  const { platform } = env()
  const { fetch } = platform
  const before = listeners()
  platform.fetch = async (path, init) => {
    if (!path.startsWith(protocol)) return fetch.call(platform, path, init)
    removeListenersSince(before) // Emscripten has just added its own
    return { ok: true, arrayBuffer: async () => binary } as unknown as Response // Node's own loads an HTTP client
  }
  try {
    await setBackend('wasm')
  } finally {
    platform.fetch = fetch
  }
  if (shared) Object.assign(backend(), { [ownSharing]: true })
}

/** @throws if it belongs to another version, or cannot be compiled here: TensorFlow.js would wait forever */
async function ownBinary(shared: boolean): Promise<ArrayBuffer> {
  const { tensorflowModule, tensorflowVersion } = await import('../generated/tensorflow-wasm')
  if (version_wasm !== tensorflowVersion) {
    throw new Error(
      `wasm: @tensorflow/tfjs-backend-wasm must be ${tensorflowVersion}, got ${version_wasm}: install that version, or serve the files of ${version_wasm}, name their folder by its setWasmPaths and await setBackend('wasm') before useBackend`,
    )
  }
  const whole = await decompressed(fromBase64(tensorflowModule))
  const binary = shared ? withSharedMemory(new Uint8Array(whole)).buffer : whole
  try {
    await WebAssembly.compile(binary)
  } catch (cause) {
    throw new Error(
      `wasm: WebAssembly with SIMD must be allowed here, got ${(cause as Error).message} (a Content-Security-Policy needs 'wasm-unsafe-eval')`,
      { cause },
    )
  }
  return binary
}

async function decompressed(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value)
  return new Blob(chunks).arrayBuffer()
}

function sharesMemory({ wasm }: BackendWasm): boolean {
  return isShared((wasm as unknown as WasmModule).asm.memory)
}

const events = ['uncaughtException', 'unhandledRejection'] as const

/** Handlers of what nobody catches; none where there is no Node. */
function listeners(): ReadonlySet<unknown> {
  if (typeof process === 'undefined') return new Set()
  return new Set(events.flatMap((event) => process.listeners?.(event as 'uncaughtException') ?? []))
}

/** Emscripten's handlers throw again what they are given: they would end a program that handles it itself. */
function removeListenersSince(before: ReadonlySet<unknown>): void {
  if (typeof process === 'undefined') return
  for (const event of events) {
    const all = process.listeners?.(event as 'uncaughtException') ?? []
    for (const listener of all) if (!before.has(listener)) process.removeListener(event, listener)
  }
}
