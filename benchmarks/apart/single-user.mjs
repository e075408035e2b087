import '@tensorflow/tfjs-backend-wasm'
import { backend, engine, getKernel, matMul, registerKernel, tensor2d } from '@tensorflow/tfjs-core'
import { random, useBackend } from 'hvamp'
import { median } from '../statistics.mjs'

const OWN = 'OwnMatMul'

/**
 * The product of a few users' hidden units with the last layer: by hvamp on wasm, and by TensorFlow.js' own kernel, which keeps
 * the layer packed from its first call on. In turns, on the same operands.
 */
export default async function singleUser({ users, hidden, items, calls }) {
  const { kernelFunc } = getKernel('BatchMatMul', 'wasm') // before hvamp takes its place
  await useBackend('wasm')
  registerKernel({ kernelName: OWN, backendName: 'wasm', kernelFunc })
  const noise = random(1)
  const b = tensor2d(noise.normals(hidden * items), [hidden, items])
  const attrs = { transposeA: false, transposeB: false }
  return users.map((count) => {
    const a = tensor2d(noise.normals(count * hidden), [count, hidden])
    const products = { hvamp: () => matMul(a, b), tensorflow: () => engine().runKernel(OWN, { a, b }, attrs) }
    const times = { hvamp: [], tensorflow: [] }
    requireSame(products)
    for (let call = 0; call < calls; call++) {
      for (const [name, product] of Object.entries(products)) {
        const began = performance.now()
        const out = product()
        times[name].push(performance.now() - began)
        out.dispose()
      }
    }
    a.dispose()
    const [hvamp, tensorflow] = [times.hvamp, times.tensorflow].map(median)
    return { users: count, hvamp, tensorflow, ratio: hvamp / tensorflow }
  })
}

/** Both give the same bits, and are warm afterwards. */
function requireSame(products) {
  const [ours, theirs] = Object.values(products).map((product) => {
    const out = product()
    const values = backend().readSync(out.dataId).slice()
    out.dispose()
    return values
  })
  const at = ours.findIndex((value, i) => value !== theirs[i])
  if (at >= 0) throw new Error(`single-user: products must be equal, got ${ours[at]} and ${theirs[at]}`)
}
