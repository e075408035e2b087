import type { Random } from '@hvamp/random'
import { type Tensor, tensor } from '@tensorflow/tfjs-core'

/** N(0, 2 / fanIn) (He et al. 2015): keeps the scale of activations from layer to layer. */
export function heNormal(shape: number[], fanIn: number, noise: Random): Tensor {
  const values = noise.normals(shape.reduce((product, size) => product * size, 1))
  const deviation = Math.sqrt(2 / fanIn)
  return tensor(
    values.map((value) => value * deviation),
    shape,
    'float32',
  )
}

/** U(−1/√fanIn, 1/√fanIn), the start of biases. */
export function fanInUniform(shape: number[], fanIn: number, noise: Random): Tensor {
  const bound = 1 / Math.sqrt(fanIn)
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
  return tensor(
    values.map(() => (2 * noise.uniform() - 1) * bound),
    shape,
    'float32',
  )
}
