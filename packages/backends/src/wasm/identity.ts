import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

/** `Identity` as a second name of the same memory; tfjs' own copies it, for every tensor that a gradient will need. */
export function registerIdentity({ backend }: WasmContext): void {
  register('Identity', ({ x }: { x: TensorInfo }) => {
    backend.incRef(x.dataId)
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype }
  })
}
