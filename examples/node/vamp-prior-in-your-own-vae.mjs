// A VampPrior in your own VAE: pictures of bars, an encoder and a decoder of plain tfjs ops.
//   node vamp-prior-in-your-own-vae.mjs
import * as tf from '@tensorflow/tfjs-core'
import { random, useBackend, warmUp } from 'hvamp'
import { heNormal } from 'hvamp/layers'
import { diagonalGaussian, klMonteCarlo, standardGaussian, vampPrior } from 'hvamp/priors'
import { weight } from 'hvamp/tensors'
import { train } from 'hvamp/training'

await useBackend('auto')
const [side, pixels, hidden, latent, draws] = [6, 36, 32, 4, random(7)]
const pictures = Array.from({ length: 600 }, () => {
  const [across, at] = [draws.integer(2) === 0, draws.integer(side)]
  return Array.from({ length: pixels }, (_, i) => Number((across ? Math.floor(i / side) : i % side) === at))
})
const batches = tf.split(tf.tensor2d(pictures), 6)
function vae(makePrior) {
  const start = random(1)
  const matrix = (name, rows, columns) => weight(heNormal([rows, columns], rows, start.fork(name)))
  const encoder = { in: matrix('in', pixels, hidden), heads: matrix('heads', hidden, 2 * latent) }
  const decoder = { up: matrix('up', latent, hidden), out: matrix('out', hidden, pixels) }
  function encode(x) {
    const both = tf.matMul(tf.tanh(tf.matMul(x, encoder.in.variable)), encoder.heads.variable)
    return diagonalGaussian(...tf.split(both, 2, 1))
  }
  const decode = (z) => tf.matMul(tf.tanh(tf.matMul(z, decoder.up.variable)), decoder.out.variable)
  const prior = makePrior(encode)
  function loss(x, { klWeight, noise }) {
    const posterior = encode(x)
    const z = posterior.sample(noise.fork('z'))
    const logits = decode(z)
    const logLikelihood = tf.mean(tf.sum(tf.sub(tf.mul(x, logits), tf.softplus(logits)), 1))
    const kl = tf.mean(klMonteCarlo(posterior, prior, z))
    return { loss: tf.sub(tf.mul(kl, klWeight), logLikelihood), kl }
  }
  return { loss, prior, decode, weights: { ...encoder, ...decoder, ...prior.weights } }
}

/** Trains, and gives the bound on log p(x): an average over all pictures. */
async function bound(model) {
  const options = { klWeight: warmUp({ to: 1, epochs: 50 }), optimizer: { learningRate: 5e-3 } }
  await train(model, { batches: () => batches, batchCount: 6, epochs: 200, ...options })
  const { loss } = model.loss(tf.tensor2d(pictures), { klWeight: 1, noise: random(3) })
  return (-(await loss.data())[0]).toFixed(2)
}

console.log(`standard Gaussian: log p(x) ≥ ${await bound(vae(() => standardGaussian({ latent })))}`)
const own = vae((encode) => vampPrior({ encode, pseudoInputs: 20, inputSize: pixels, random: random(2) }))
console.log(`VampPrior: log p(x) ≥ ${await bound(own)}; drawn from it:`)
for (const picture of await tf.greater(own.decode(own.prior.sample(3, random(4))), 0).array()) {
  const text = picture.map((isOn) => (isOn ? '█' : '·')).join('')
  console.log(`\n${text.match(/.{6}/g).join('\n')}`)
}
