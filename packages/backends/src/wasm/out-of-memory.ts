import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  getKernelsForBackend,
  type KernelFunc,
  memory,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core'
import type { AllOrNothing } from './all-or-nothing'
import type { WasmModule } from './wasm-module'

/** Bytes that a heap of 32-bit addresses can hold at most, as Emscripten limits it. */
const MOST_BYTES = 4_294_901_760

/** An error of code `HVAMP_OUT_OF_MEMORY`. */
export type OutOfMemory = Error & { readonly code: 'HVAMP_OUT_OF_MEMORY' }

export function isOutOfMemory(error: unknown): error is OutOfMemory {
  return error instanceof Error && 'code' in error && error.code === 'HVAMP_OUT_OF_MEMORY'
}

/**
 * Makes the heap refuse what it has no room for.
 *
 * TensorFlow.js takes the 0 that `malloc` returns for an address, and cuts sizes to 32 bits: either way a tensor would
 * overwrite memory that belongs to other tensors. And `malloc` adds in 32 bits: a gap near the end of the heap from which the size
 * would reach past 4 GiB is large enough to it.
 *
 * @throws from every later allocation of a tensor that fails: OutOfMemory
 */
export function refuseFailedAllocations(backend: BackendWasm): void {
  const wasm = backend.wasm as unknown as WasmModule
  const { malloc } = wasm.asm
  wasm._malloc = (bytes) => {
    const address = bytes > MOST_BYTES ? 0 : malloc(bytes) >>> 0
    const isBeyond = address + bytes > wasm.asm.memory.buffer.byteLength
    if (isBeyond) wasm._free(address)
    if (address === 0 || isBeyond) throw outOfMemory(`${megabytes(bytes)} more do not fit`, wasm)
    return address
  }
}

/** Makes every kernel that fails leave nothing behind, and one that dies of a full heap say so: what C++ allocates fails with a trap or an abort. */
export function guardKernels(backend: BackendWasm, allOrNothing: AllOrNothing): void {
  const wasm = backend.wasm as unknown as WasmModule
  for (const config of getKernelsForBackend('wasm')) {
    unregisterKernel(config.kernelName, 'wasm')
    const kernel = named(config.kernelName, config.kernelFunc, wasm)
    registerKernel({ ...config, kernelFunc: (given) => allOrNothing(() => kernel(given)) })
  }
}

function named(name: string, kernel: KernelFunc, wasm: WasmModule): KernelFunc {
  return (given) => {
    try {
      return kernel(given)
    } catch (cause) {
      if (!isDeathOfHeap(cause)) throw cause
      throw outOfMemory(`${name} failed (${cause.message.split('. ')[0]})`, wasm, cause)
    }
  }
}

function isDeathOfHeap(error: unknown): error is Error {
  return error instanceof WebAssembly.RuntimeError && /^Aborted\(|out of bounds/.test(error.message)
}

function outOfMemory(what: string, { asm }: WasmModule, cause?: unknown): OutOfMemory {
  const { numBytes } = memory()
  const use = `tensors hold ${megabytes(numBytes)} of a heap of ${megabytes(asm.memory.buffer.byteLength)}`
  const most = `, which can grow to ${megabytes(MOST_BYTES)} at most`
  return Object.assign(new Error(`wasm: out of memory: ${what}; ${use}${most}`, { cause }), {
    code: 'HVAMP_OUT_OF_MEMORY' as const,
  })
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`
}
