import { useBackend } from '@hvamp/backends'
import { registerKernel, scalar, type Tensor, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import { fusedOr } from './index'

const name = 'HvampTestDouble'

afterEach(() => unregisterKernel(name, 'cpu'))

function register(seen: unknown[]): void {
  registerKernel({
    kernelName: name,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      seen.push(attrs)
      const { x } = inputs as { x: TensorInfo }
      const cpu = backend as unknown as {
        data: { get(id: object): { values: Float32Array } }
        makeTensorInfo(shape: number[], dtype: string, values: Float32Array): TensorInfo
      }
      const doubled = cpu.data.get(x.dataId).values.map((value) => 2 * value)
      return cpu.makeTensorInfo(x.shape, 'float32', doubled)
    },
  })
}

describe('fusedOr', () => {
  it('runs the kernel of the current backend, with the attributes as they are', async () => {
    await useBackend('cpu')
    const seen: unknown[] = []
    register(seen)
    const attributes = { rows: { rowCount: 1 } }
    const result: Tensor = fusedOr(name, { x: scalar(21) }, attributes, () => {
      throw new Error('not to be composed')
    })
    expect([...(await result.data())]).toEqual([42])
    expect(seen[0]).toEqual(attributes)
  })

  it('composes where the current backend has no such kernel, whatever another has', async () => {
    await useBackend('cpu')
    register([])
    await useBackend('wasm')
    const composed = scalar(7)
    expect(fusedOr(name, { x: scalar(21) }, {}, () => composed)).toBe(composed)
  })

  it.each(['int32', 'bool'] as const)('composes where any input is %s: kernels read floats', async (type) => {
    await useBackend('cpu')
    register([])
    const composed = scalar(7)
    const inputs = { x: scalar(21), other: scalar(1, type) }
    expect(fusedOr(name, inputs, {}, () => composed)).toBe(composed)
  })
})
