// Whether modules that are imported and modules that are required work on one tfjs-core.
import { createRequire } from 'node:module'
import * as priors from '@hvamp/priors'
import { random } from '@hvamp/random'
import * as core from '@tensorflow/tfjs-core'
import { useBackend } from 'hvamp'

const require = createRequire(import.meta.url)
await useBackend('cpu')
const before = core.memory().numTensors
for (const { standardGaussian } of [priors, require('@hvamp/priors')]) {
  standardGaussian({ latent: 2 }).sample(3, random(1))
}
const made = core.memory().numTensors - before
console.log(JSON.stringify({ made, same: core.engine() === require('@tensorflow/tfjs-core').engine() }))
