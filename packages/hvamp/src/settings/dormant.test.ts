import type { ModelName } from '@hvamp/models/definitions'
import { expect, it } from 'vitest'
import { isDormant } from './dormant'
import { completeModel, type ModelOptions } from './model'

it.each<[ModelName, Partial<ModelOptions>, string[]]>([
  [
    'mult-vae',
    {},
    [
      'pseudoInputs',
      'pseudoInputSupport',
      'pseudoInputItems',
      'pseudoInputStart',
      'pseudoInputDropout',
      'pseudoInputLearningRate',
    ],
  ],
  ['mult-vae', { prior: 'vamp', pseudoInputSupport: 'users' }, []],
  ['hvamp', {}, ['pseudoInputItems']],
  ['vamp', {}, ['pseudoInputItems']],
  [
    'hvamp',
    { prior: 'mixture' },
    [
      'pseudoInputSupport',
      'pseudoInputItems',
      'pseudoInputStart',
      'pseudoInputDropout',
      'pseudoInputLearningRate',
    ],
  ],
  [
    'hvamp',
    { prior: 'exemplar' },
    ['pseudoInputSupport', 'pseudoInputItems', 'pseudoInputStart', 'pseudoInputLearningRate'],
  ],
  ['wmf', {}, ['conjugateGradientSteps']],
  ['wmf', { solver: 'conjugateGradient' }, []],
  ['ease', {}, []],
])('options of %s with %j that do nothing', (model, chosen, dormant) => {
  const options = completeModel({ model, ...chosen })
  expect(Object.keys(options).filter((name) => isDormant(options, name))).toEqual(dormant)
})
