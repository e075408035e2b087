import { type BackendName, useBackend } from '@hvamp/backends'
import { type Tensor, tidy } from '@tensorflow/tfjs-core'
import { expectClose, type Tolerance } from './expect-close'

/**
 * A computation gives on a backend, with the kernels it brings, what tfjs' own ops give on cpu. The backend is current then.
 *
 * @param compute makes its inputs itself, so that they live where they are used
 * @example await expectAsOnCpu('wasm', () => [glu(tensor2d(values, [3, 8]))])
 */
export async function expectAsOnCpu(
  backend: BackendName,
  compute: () => Tensor[],
  tolerance: Tolerance = {},
): Promise<void> {
  const expected = await valuesOn('cpu', compute)
  const actual = await valuesOn(backend, compute)
  for (const [at, values] of actual.entries()) {
    expectClose(values, expected[at]!, { name: `result ${at}`, ...tolerance })
  }
}

async function valuesOn(backend: BackendName, compute: () => Tensor[]): Promise<Float32Array[]> {
  await useBackend(backend)
  const results = tidy(compute)
  const values: Float32Array[] = []
  for (const result of results) {
    values.push((await result.data()) as Float32Array)
    result.dispose()
  }
  return values
}
