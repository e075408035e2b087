import { random } from 'hvamp'
import { inverseInThreads, lapackInverse, useBackend } from 'hvamp/backends'
import koffi from 'koffi'

/** Seconds that LAPACK takes for the inverse of a matrix of EASE, called at once, and that `lapackInverse` and `inverseInThreads` take for the same. */
export default async function inverse({ size, repeats }) {
  const { blas } = await useBackend('native')
  const library = koffi.load(blas.library)
  const ownInverse = await lapackInverse({ library: blas.library })
  const [own, floor, threads] = [[], [], []]
  for (let i = 0; i < repeats; i++) {
    floor.push(await seconds(() => lapack(library, matrixOf(size), size)))
    own.push(await seconds(() => ownInverse(matrixOf(size), size)))
    threads.push(await seconds(() => inverseInThreads()(matrixOf(size), size)))
  }
  // What both have to make before they begin is left out.
  const making = await seconds(() => matrixOf(size))
  const withoutMaking = (times) => times.map((time) => time - making)
  return { own: withoutMaking(own), floor: withoutMaking(floor), threads: withoutMaking(threads) }
}

async function seconds(run) {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1000
}

/** A positive definite matrix as XᵀX + λ I has it, in its lower triangle. */
function matrixOf(size) {
  const noise = random(1).fork('matrix')
  const draws = noise.normals(2 ** 16)
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[i * size + j] = draws[(i * 7919 + j) & 0xffff]
    matrix[i * size + i] = 4 * size
  }
  return matrix
}

/** dpotrf and dpotri on the whole matrix. */
function lapack(library, matrix, size) {
  const signature = (name) =>
    `void ${name}(const char *uplo, int *n, double *a, int *lda, int *info, size_t length)`
  const info = new Int32Array(2)
  for (const name of ['dpotrf_', 'dpotri_']) {
    const order = Int32Array.of(size, 0)
    library.func(signature(name))('U', order, matrix, order, info, 1)
    if (info[0] !== 0) throw new Error(`${name}: must succeed, got ${info[0]}`)
  }
}
