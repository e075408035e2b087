import {
  engine,
  type KernelFunc,
  type NamedTensorInfoMap,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { LazyGradients } from './lazy-gradients'
import { register } from './register'

/**
 * Gradients of a weight that is used twice (on the batch and on the pseudo-inputs) are added in place.
 *
 * tfjs adds the parts of a gradient with `Add`, then drops both. During its backward pass an operand that was made to
 * be a weight's gradient, and that nothing else holds, becomes the sum; every other sum goes to tfjs' own kernel.
 */
export function registerAccumulate(
  { backend, heap, inParts }: WasmContext,
  lazyGradients: LazyGradients,
  add: KernelFunc,
): Accumulator {
  const gradients = new WeakSet<object>()

  function isFree({ dataId }: TensorInfo): boolean {
    return gradients.has(dataId) && backend.refCount(dataId) === 1
  }

  register('Add', ({ a, b }: { a: TensorInfo; b: TensorInfo }) => {
    const same = a.dtype === 'float32' && b.dtype === 'float32' && util.arraysEqual(a.shape, b.shape)
    const lazy = same && lazyGradients.sum(a, b)
    if (lazy) return lazy
    const sum = same && isBackward() ? [a, b].find(isFree) : undefined
    if (!sum) return add({ inputs: { a, b } as NamedTensorInfoMap, backend }) as TensorInfo
    const part = sum === a ? b : a
    const count = util.sizeFromShape(sum.shape)
    const [added, into] = [heap.offset(part), heap.offset(sum)]
    inParts('addInto', { count, grain: 16, floats: 3 * count }, (from, to) => [
      added + 4 * from,
      into + 4 * from,
      to - from,
    ])
    backend.incRef(sum.dataId)
    return { dataId: sum.dataId, shape: sum.shape, dtype: sum.dtype }
  })

  return {
    own(gradient) {
      gradients.add(gradient.dataId)
      return gradient
    },
  }
}

/** Marks a new tensor as the gradient of a weight, to be added to in place. */
export interface Accumulator {
  own(gradient: TensorInfo): TensorInfo
}

/** Whether tfjs walks its tape back: the tape is kept, and no forward pass records on it. */
function isBackward(): boolean {
  const { activeTape, gradientDepth } = engine().state
  return Boolean(activeTape) && gradientDepth === 0
}
