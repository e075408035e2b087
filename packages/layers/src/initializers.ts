import type { Random } from '@hvamp/random'
import { type Tensor, tensor } from '@tensorflow/tfjs-core'

/** N(0, 2 / fanIn) (He et al. 2015): keeps the scale of activations from layer to layer. */
export function heNormal(shape: number[], fanIn: number, random: Random): Tensor {
  const values = random.normals(shape.reduce((product, size) => product * size, 1))
  const deviation = Math.sqrt(2 / fanIn)
  for (let i = 0; i < values.length; i++) values[i]! *= deviation // in place: a first layer is a hundred megabytes
  return tensor(values, shape, 'float32')
}

/** U(−1/√fanIn, 1/√fanIn), the start of biases. */
export function fanInUniform(shape: number[], fanIn: number, random: Random): Tensor {
  const bound = 1 / Math.sqrt(fanIn)
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * bound
  return tensor(values, shape, 'float32')
}
