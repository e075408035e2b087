// A prior of your own: a logistic distribution for each latent, with learned location and scale (heavier tails than
// a Gaussian's). It passes describePrior, the suite of all priors: see logistic-prior.test.ts.

import * as tf from '@tensorflow/tfjs-core'
import { weight } from 'hvamp/tensors'

/**
 * p(z) = Π e^(−y) / (s (1 + e^(−y))²) with y = (z − location) / s, s = e^logScale (Dinh, Krueger and Bengio 2015).
 *
 * @param {{ latent: number }} options
 * @returns {import('hvamp').Prior}
 */
export function logisticPrior({ latent }) {
  if (!Number.isSafeInteger(latent) || latent < 1) {
    throw new Error(`logisticPrior: latent must be a positive integer, got ${latent}`)
  }
  const location = weight(tf.zeros([latent]))
  const logScale = weight(tf.fill([latent], Math.log(Math.sqrt(3) / Math.PI))) // variance π² s² / 3 = 1
  return {
    weights: { location, logScale },
    /** −y − 2 log(1 + e^(−y)) − log s, summed over the latents: [batch, latent] → [batch]. */
    logDensity(z) {
      return tf.tidy(() => {
        const y = tf.mul(tf.sub(z, location.variable), tf.exp(tf.neg(logScale.variable)))
        const each = tf.add(tf.add(y, tf.mul(2, tf.softplus(tf.neg(y)))), logScale.variable)
        return tf.neg(tf.sum(each, 1))
      })
    },
    /** The inverse of the distribution function at uniform draws: location + s log(u / (1 − u)). */
    sample(count, noise) {
      const logits = Float32Array.from({ length: count * latent }, () => {
        const u = noise.uniform() + 2 ** -33 // never 0 or 1
        return Math.log(u / (1 - u))
      })
      return tf.tidy(() =>
        tf.add(location.variable, tf.mul(tf.tensor2d(logits, [count, latent]), tf.exp(logScale.variable))),
      )
    },
  }
}
