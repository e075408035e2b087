import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { TensorInfo } from '@tensorflow/tfjs-core'

/** Runs work; if it throws, no tensor stays that it made: nothing else knows of it yet. */
export type AllOrNothing = <T>(work: () => T) => T

/** Makes the backend note the tensors that it makes while such work runs. */
export function allOrNothingOf(backend: BackendWasm): AllOrNothing {
  const made: TensorInfo[] = []
  let depth = 0 // of work within work
  const makeOutput = backend.makeOutput.bind(backend)
  backend.makeOutput = (...given) => {
    const tensor = makeOutput(...given)
    if (depth > 0) made.push(tensor)
    return tensor
  }
  return (work) => {
    const before = made.length
    depth++
    try {
      return work()
    } catch (error) {
      for (const { dataId } of made.slice(before)) backend.disposeData(dataId, true) // does nothing where it is disposed of
      throw error
    } finally {
      depth--
      if (depth === 0) made.length = 0
    }
  }
}
