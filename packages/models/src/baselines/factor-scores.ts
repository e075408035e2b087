import { getBackend, matMul, tensor2d, tidy } from '@tensorflow/tfjs-core'
import { dot } from '../solvers/dot'

/** Vectors of the items, [items, size], in the precision of the backend and in that of a product here. */
export interface ItemVectors {
  readonly values: Float32Array
  readonly doubles: Float64Array
  readonly size: number
}

/**
 * The products of users' vectors [users, size] with those of all items: [users, items].
 *
 * By the backend that runs, such as a BLAS; here where none does, and for one user, since to hand the items' vectors to a backend
 * takes as long as that product.
 */
export async function factorScores(
  users: Float64Array,
  { values, doubles, size }: ItemVectors,
): Promise<Float32Array> {
  const [userCount, itemCount] = [users.length / size, values.length / size]
  if (userCount > 1 && getBackend() !== undefined) {
    const product = tidy(() =>
      matMul(
        tensor2d(Float32Array.from(users), [userCount, size]),
        tensor2d(values, [itemCount, size]),
        false,
        true,
      ),
    )
    try {
      return await product.data<'float32'>()
    } finally {
      product.dispose()
    }
  }
  const scores = new Float32Array(userCount * itemCount)
  for (let user = 0; user < userCount; user++) {
    for (let item = 0; item < itemCount; item++) {
      scores[user * itemCount + item] = dot(users, user * size, doubles, item * size, size)
    }
  }
  return scores
}
