import { engine, getBackend, getKernel, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core'

/**
 * Runs a fused kernel that the current backend brings, or the composition of tfjs ops that defines it.
 *
 * Kernels take the memory of their inputs for floats, so inputs of another type (integers, booleans) are left to the composition.
 *
 * @param name kernel name as registered with tfjs, such as `HvampGlu`
 * @example fusedOr('HvampGlu', { x }, {}, () => mul(values(x), sigmoid(gates(x))))
 */
export function fusedOr<T extends Tensor | Tensor[]>(
  name: string,
  inputs: NamedTensorMap,
  attributes: object,
  composed: () => T,
): T {
  const isFloat = Object.values(inputs).every(({ dtype }) => dtype === 'float32')
  if (!isFloat || !getKernel(name, getBackend())) return composed()
  return engine().runKernel(name, inputs, attributes as never) as T
}
