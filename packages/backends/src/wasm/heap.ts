import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core'
import { isOutOfMemory } from './out-of-memory'
import type { WasmModule } from './wasm-module'

/** Addresses and views of tensors on the wasm backend's heap. Views are valid until the next allocation. */
export interface Heap {
  readonly memory: WebAssembly.Memory
  /** Byte offset of a tensor. */
  offset(tensor: TensorInfo): number
  /** A live view of `length` floats at a byte offset. */
  floats(offset: number, length: number): Float32Array
  /** Live views of the floats of tensors. A tensor may get its memory only now: no view is made before all have theirs. */
  viewsOf<Tensors extends readonly TensorInfo[]>(
    ...tensors: Tensors
  ): { [Index in keyof Tensors]: Float32Array }
  /** A live view of `length` integers at a byte offset. */
  integers(offset: number, length: number): Int32Array
  /** A new tensor, not initialised. */
  make(shape: number[], dtype?: DataType): TensorInfo
  /** A new tensor with these values. */
  put(values: Float32Array | Int32Array): TensorInfo
  /** A new tensor with the values of another one. */
  copy(tensor: TensorInfo): TensorInfo
  /** Frees a tensor of `make`, `put` or `copy`. */
  release(tensor: TensorInfo): void
  /** Runs `use` with the addresses of room for so many numbers each, which is not initialised. */
  withRoom<T, Sizes extends readonly number[]>(
    sizes: readonly [...Sizes],
    use: (...addresses: { [Size in keyof Sizes]: number }) => T,
  ): T
  /** @throws OutOfMemory unless this many bytes can be allocated now, for code that does not say when it fails */
  requireRoom(bytes: number): void
  /** Whether this many bytes can be allocated now. */
  hasRoom(bytes: number): boolean
  /** Runs `use` with a tensor that names memory at an offset, without owning it. */
  alias<T>(offset: number, shape: number[], use: (tensor: TensorInfo) => T): T
}

/** The heap of the running wasm backend. */
export function heapOf(backend: BackendWasm): Heap {
  const wasm = backend.wasm as unknown as WasmModule
  const { memory } = wasm.asm
  const offset = ({ dataId }: TensorInfo): number => backend.dataIdMap.get(dataId).memoryOffset
  const requireRoom = (bytes: number) => wasm._free(wasm._malloc(bytes))
  return {
    memory,
    offset,
    floats: (offset, length) => new Float32Array(memory.buffer, offset, length),
    viewsOf(...tensors) {
      const offsets = tensors.map(offset)
      return tensors.map(
        ({ shape }, i) => new Float32Array(memory.buffer, offsets[i]!, util.sizeFromShape(shape)),
      ) as never
    },
    integers: (offset, length) => new Int32Array(memory.buffer, offset, length),
    make: (shape, dtype = 'float32') => backend.makeOutput(shape, dtype),
    put(values) {
      const dtype = values instanceof Int32Array ? 'int32' : 'float32'
      return backend.makeOutput([values.length], dtype, undefined, values)
    },
    copy(tensor) {
      const { shape, dtype } = tensor
      const copy = backend.makeOutput(shape, dtype)
      const [from, size] = [offset(tensor), 4 * util.sizeFromShape(shape)]
      new Uint8Array(memory.buffer).copyWithin(offset(copy), from, from + size)
      return copy
    },
    release: ({ dataId }) => void backend.disposeData(dataId),
    withRoom(sizes, use) {
      const room: TensorInfo[] = []
      try {
        for (const size of sizes) room.push(backend.makeOutput([size], 'float32'))
        return use(...(room.map(offset) as never))
      } finally {
        for (const { dataId } of room) backend.disposeData(dataId)
      }
    },
    requireRoom,
    hasRoom(bytes) {
      try {
        requireRoom(bytes)
        return true
      } catch (error) {
        if (!isOutOfMemory(error)) throw error
        return false
      }
    },
    alias(offset, shape, use) {
      const tensor = backend.makeOutput(shape, 'float32', offset)
      try {
        return use(tensor)
      } finally {
        // Not `disposeData`, which would free the memory. That wasm forgets the id matters: it keeps a packed copy of
        // a product's right operand by id, and the memory named here may hold other values the next time.
        backend.wasm.tfjs.disposeData(backend.dataIdMap.get(tensor.dataId).id)
        backend.dataIdMap.delete(tensor.dataId)
      }
    },
  }
}
