import { useBackend } from '@hvamp/backends'
import { splitUsers, syntheticInteractions } from '@hvamp/data'
import { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { metricsFrom } from '../settings/metric-names'
import { completeModel, hyperParametersOf, type ModelOptions, requireUsedOptions } from '../settings/model'
import { definitionOf, isUsedBy, modelNames } from '../settings/model-table'
import { heldOutUsers } from '../settings/split'
import { numberOption } from './numbers'

function parsed(option: ReturnType<typeof numberOption>, text: string): unknown {
  const command = new Command().exitOverride().addOption(option)
  return command.parse(['--value', text], { from: 'user' }).opts().value
}

it.each([
  ['7', 7],
  [' 12 ', 12],
  ['1e3', 1000],
])('an integer option takes %j', (text, value) => {
  expect(parsed(numberOption('--value <n>', '', z.int().min(1)), text)).toBe(value)
})

it.each(['0', '1.5', 'NaN', '', 'Infinity', '1e400', 'seven'])(
  'an integer option of at least 1 refuses %j, naming it and the rule',
  (text) => {
    expect(() => parsed(numberOption('--value <n>', '', z.int().min(1)), text)).toThrow(
      `--value: must be an integer, at least 1, got '${text}'`,
    )
  },
)

it('an integer that a number cannot hold is refused, naming the greatest that it can', () => {
  expect(() => parsed(numberOption('--value <n>', '', z.int().min(1)), '9007199254740993')).toThrow(
    "--value: must be an integer, at least 1 and at most 9007199254740991, got '9007199254740993'",
  )
})

it('a number option keeps to both ends of its range', () => {
  const option = () => numberOption('--value <n>', '', z.number().gt(0).lt(1))
  expect(parsed(option(), '0.25')).toBe(0.25)
  for (const text of ['0', '1', '-1', 'NaN']) {
    expect(() => parsed(option(), text)).toThrow(
      `--value: must be a number, above 0 and below 1, got '${text}'`,
    )
  }
})

it('metrics have a kind and a cut-off, and none stands twice', () => {
  expect(metricsFrom('ndcg@100, hitRate@5', '--metrics').map(({ name, at }) => [name, at])).toEqual([
    ['ndcg@100', 100],
    ['hitRate@5', 5],
  ])
  for (const bad of ['ndcg', 'ndcg@', 'ndcg@1.5', 'ndcg@-1', 'ndcg@5@5', 'toString@5', '', 'ndcg@5,ndcg@5']) {
    expect(() => metricsFrom(bad, '--metrics'), bad).toThrow(/^--metrics: /)
  }
})

it('a tenth of the users is held out, at least one and at most 10,000, unless a number is asked for', () => {
  expect([5, 943, 136_677].map((users) => heldOutUsers(undefined, users))).toEqual([1, 94, 10_000])
  expect(heldOutUsers(500, 943)).toBe(500)
})

it('a model is completed by the defaults of the options that it has a use for, and by no others', () => {
  expect(completeModel({ model: 'hvamp' })).toMatchObject({ gated: true, layers: 2, upperLatent: 200 })
  expect(completeModel({ model: 'vamp' })).toMatchObject({ gated: false, layers: 1, pseudoInputs: 1000 })
  expect(completeModel({ model: 'hvamp', gated: false, layers: 3, latent: 9 })).toMatchObject({
    ...{ gated: false, layers: 3, upperLatent: 9 },
  })
  expect(completeModel({ model: 'ease', pseudoInputs: 7, gated: true })).toEqual({ model: 'ease', l2: 500 })
  expect(completeModel({ model: 'popularity' })).toEqual({ model: 'popularity' })
  const inSteps = completeModel({ model: 'mult-vae', warmUpSteps: 700 })
  expect(inSteps).toMatchObject({ warmUpSteps: 700 })
  expect(inSteps).not.toHaveProperty('warmUp')
  expect(hyperParametersOf({ ...completeModel({ model: 'slim' }), gated: true })).toEqual({ l1: 1, l2: 1 })
})

it('options that the model has no use for are refused, with the models that have one', () => {
  expect(() => requireUsedOptions('hvamp', ['out', 'hidden', 'l2'])).toThrow(
    '--l2: must come with a model that has a use for it (wmf, slim, ease, mf), got --model hvamp',
  )
  expect(() => requireUsedOptions('popularity', ['epochs'])).toThrow(/^--epochs: .*got --model popularity$/)
  expect(() => requireUsedOptions('wmf', ['epochs', 'seed', 'factors', 'heldOut'])).not.toThrow()
})

describe('the table of models', () => {
  const { train } = splitUsers(
    syntheticInteractions({ users: 60, items: 40, interactionsPerUser: 9, seed: 2 }).interactions,
    { heldOut: 10 },
  )
  /** What a model that was fitted for an epoch is saved as. */
  async function saved(settings: ModelOptions) {
    const { model, weightDecay } = settings
    const options = hyperParametersOf(settings)
    const made = await definitionOf(model).make({ options, train, seed: 3, weightDecay, threads: 1 })
    await made.fit(train, { epochs: 1 })
    const { model: name, options: own } = await made.state()
    made.dispose()
    return { name, own }
  }
  beforeAll(() => useBackend('wasm'))

  it.each(modelNames)(
    "%s has the name and, but for H+Vamp's gates, the library's defaults",
    async (model) => {
      const { name, own } = await saved(completeModel({ model }))
      expect(name).toBe(model)
      for (const option of Object.keys(own).filter((each) => each !== 'seed' && each !== 'users'))
        expect(isUsedBy(model, option), `--${option}`).toBe(true)
      expect(own).toEqual({ ...(await saved({ model })).own, ...(model === 'hvamp' && { gated: true }) })
    },
  )
})

it("the paper's settings are the defaults of its models", () => {
  expect(completeModel({ model: 'hvamp' })).toEqual({
    ...{ model: 'hvamp', gated: true, layers: 2, hidden: 600, latent: 200, upperLatent: 200 },
    ...{ pseudoInputs: 1000, pseudoInputStart: 'noise', pseudoInputDropout: true, dropout: 0.5 },
    ...{ likelihood: 'multinomial', kl: 'monteCarlo', beta: 0.3, warmUp: 100, epochs: 400, batch: 200 },
    ...{ patience: 50, learningRate: 0.0005, gradientNormalization: 'perTensor', weightDecay: 0 },
  })
})
