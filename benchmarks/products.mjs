import { wrapProducts } from '@hvamp/backends'
import {
  backend,
  getBackend,
  getKernel,
  matMul,
  registerKernel,
  tensor1d,
  tensor2d,
  unregisterKernel,
} from '@tensorflow/tfjs-core'
import { random } from 'hvamp'
import { sum } from './statistics.mjs'

/** Sizes of a product: rows and columns of what comes out, and what is summed over. */
function sizesOf({ a, b }) {
  const [m, k] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns]
  return { m, n: b.transposed ? b.rows : b.columns, k }
}

/** Floating-point operations of products: 2 m n k each. */
export function flopsOf(products) {
  return sum(products.map(sizesOf).map(({ m, n, k }) => 2 * m * n * k))
}

/**
 * Notes every matrix product that a computation makes.
 *
 * @returns `stop`, which gives them: { a, b, accumulate }, operands as the backend has them
 */
export async function recordProducts() {
  if (getBackend() !== 'wasm') return recordMatMuls()
  const products = []
  const unwrap = await wrapProducts((product) => (a, b, c, options) => {
    products.push({ a, b, accumulate: options?.accumulate ?? false })
    product(a, b, c, options)
  })
  return {
    stop() {
      unwrap()
      return products
    },
  }
}

/** The same on a backend whose products are one kernel of tfjs. */
function recordMatMuls() {
  const products = []
  const kernel = getKernel('BatchMatMul', getBackend())
  const replace = (by) => {
    unregisterKernel(kernel.kernelName, kernel.backendName)
    registerKernel(by)
  }
  replace({
    ...kernel,
    kernelFunc(given) {
      const { inputs, attrs } = given
      const operand = ({ shape }, transposed) => ({ rows: shape.at(-2), columns: shape.at(-1), transposed })
      products.push({ a: operand(inputs.a, attrs.transposeA), b: operand(inputs.b, attrs.transposeB) })
      return kernel.kernelFunc(given)
    },
  })
  return {
    stop() {
      replace(kernel)
      return products
    },
  }
}

/**
 * Products to be called directly, back to back: what serves them in the backend, on operands of the same sizes and
 * transpositions, with normal values.
 *
 * @returns `run`: milliseconds for all; `dispose`
 */
export async function directProducts(products) {
  let serve
  const unwrap = await wrapProducts((product) => {
    serve = product
    return product
  })
  unwrap()
  const most = (count) => Math.max(...products.map(count))
  const area = ({ rows, columns }) => rows * columns
  const tensors = [
    tensor1d(normals(most(({ a }) => area(a)))),
    tensor1d(normals(most(({ b }) => area(b)))),
    tensor1d(
      new Float32Array(
        most((product) => {
          const { m, n } = sizesOf(product)
          return m * n
        }),
      ),
    ),
  ]
  return {
    run() {
      const [left, right, out] = tensors.map(({ dataId }) => backend().getMemoryOffset(dataId))
      const began = performance.now()
      for (const { a, b, accumulate } of products) {
        serve({ ...a, offset: left }, { ...b, offset: right }, out, { accumulate })
      }
      return performance.now() - began
    },
    dispose() {
      for (const tensor of tensors) tensor.dispose()
    },
  }
}

const probes = [
  [768, 768, 768],
  [200, 600, 8192],
  [1000, 1200, 2048],
]

/**
 * How fast products are at best, with neither operand transposed.
 *
 * @returns `run`: floating-point operations a millisecond of the fastest of a few sizes; `dispose`
 */
export function bestRate() {
  const operands = probes.map(([m, n, k]) => ({
    flops: 2 * m * n * k,
    a: tensor2d(normals(m * k), [m, k]),
    b: tensor2d(normals(k * n), [k, n]),
  }))
  return {
    run() {
      return Math.max(
        ...operands.map(({ flops, a, b }) => {
          const began = performance.now()
          matMul(a, b).dispose()
          return flops / (performance.now() - began)
        }),
      )
    },
    dispose() {
      for (const { a, b } of operands) {
        a.dispose()
        b.dispose()
      }
    },
  }
}

/** Normal values; further ones repeat the first million. */
function normals(count) {
  const values = new Float32Array(count)
  const drawn = random(1).normals(Math.min(count, 1 << 20))
  for (let from = 0; from < count; from += drawn.length) {
    values.set(drawn.subarray(0, Math.min(drawn.length, count - from)), from)
  }
  return values
}
