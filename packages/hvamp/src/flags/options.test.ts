import { modelNames } from '@hvamp/models/definitions'
import { Command } from 'commander'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { metricsAsNamed, metricsFrom } from '../settings/metric-names'
import { completeModel, hyperParametersOf, optionsUsedBy, requireUsedOptions } from '../settings/model'
import { optionName } from '../settings/option-name'
import { heldOutUsers } from '../settings/split'
import { addModelOptions } from './model'
import { numberOption } from './numbers'
import { pathOption } from './paths'
import { addSplitOptions } from './split'
import { addTrainingOptions } from './training'

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

it.each([
  ['2025-12-31', 1767139200],
  ['31.12.2025', 1767139200],
  ['1.2.2024', 1706745600],
  ['20251231', 1767139200],
  ['20251301', 20251301],
  ['978307000', 978307000],
])('a time option takes %j', (text, time) => {
  const command = addSplitOptions(new Command().exitOverride())
  expect(command.parse(['--test-from', text], { from: 'user' }).opts().testFrom).toBe(time)
})

it.each(['2025-02-30', '31.2.2025', '20250230', '12/31/2025', 'soon', ''])(
  'a time option refuses %j',
  (text) => {
    const command = addSplitOptions(new Command().exitOverride())
    expect(() => command.parse(['--validation-from', text], { from: 'user' })).toThrow(
      `--validation-from: must be a number or a day such as 2005-09-06, 20050906 or 6.9.2005, got '${text}'`,
    )
  },
)

it('an integer that a number cannot hold is refused, naming the greatest that it can', () => {
  expect(() => parsed(numberOption('--value <n>', '', z.int().min(1)), '9007199254740993')).toThrow(
    "--value: must be an integer, at least 1 and at most 9007199254740991, got '9007199254740993'",
  )
})

it.each(['-', '/dev/stdout'])('an option of a file to write refuses the standard output: %s', (text) => {
  const parse = (flags: string) =>
    new Command()
      .exitOverride()
      .addOption(pathOption(flags, ''))
      .parse([flags.split(' ')[0]!, text], { from: 'user' })
  expect(() => parse('--out <file>')).toThrow(
    `--out: must be the path of a file or folder, got '${text}': what goes to the standard output is printed without --out, with --json for programs`,
  )
  expect(parse('--test <file>').opts()).toEqual({ test: text })
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

it('metrics are named with any capitals, and by other names they are refused with their own', () => {
  expect(metricsAsNamed('NDCG@10, hitrate@5,Recall@20')).toBe('ndcg@10,hitRate@5,recall@20')
  expect(metricsAsNamed('auc@3,@,')).toBe('auc@3,@,')
  for (const [other, own] of [
    ['mrr@10', 'reciprocalRank'],
    ['MAP@10', 'averagePrecision'],
    ['HR@10', 'hitRate'],
    ['recal@10', 'recall'],
  ] as const) {
    expect(() => metricsFrom(other, '--metrics')).toThrow(`got '${other}' (Did you mean ${own}?)`)
  }
  expect(() => metricsFrom('ndcg,recall@20', '--metrics')).toThrow(
    '--metrics: ndcg must have a cut-off, as in ndcg@100, got none',
  )
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

it('limits are those of the model where models differ, whatever the command line takes', () => {
  expect(completeModel({ model: 'slim', l2: 0 })).toMatchObject({ l2: 0 })
  expect(() => completeModel({ model: 'ease', l2: 0 })).toThrow('ease: l2 must be positive and finite, got 0')
})

it('options that the model has no use for are refused, with the models that have one', () => {
  expect(() => requireUsedOptions('hvamp', ['out', 'hidden', 'l2'])).toThrow(
    '--l2: must come with a model that uses it (ials, wmf, slim, ease, edlae, rdlae, mf), got --model hvamp',
  )
  expect(() => requireUsedOptions('popularity', ['epochs'])).toThrow(/^--epochs: .*got --model popularity$/)
  expect(() => requireUsedOptions('wmf', ['epochs', 'seed', 'factors', 'heldOut'])).not.toThrow()
})

it("the paper's settings are the defaults of its models", () => {
  expect(completeModel({ model: 'hvamp' })).toEqual({
    ...{ model: 'hvamp', gated: true, layers: 2, hidden: 600, latent: 200, upperLatent: 200 },
    ...{ pseudoInputs: 1000, pseudoInputSupport: 'dense', pseudoInputItems: 100, pseudoInputStart: 'noise' },
    ...{ pseudoInputDropout: true, pseudoInputLearningRate: 1, dropout: 0.5 },
    ...{
      likelihood: 'multinomial',
      kl: 'monteCarlo',
      prior: 'vamp',
      beta: 0.3,
      warmUp: 100,
      epochs: 400,
      batch: 200,
    },
    ...{ patience: 50, learningRate: 0.0005, optimizer: 'adam', weightDecay: 0 },
    ...{ gradientNormalization: 'perTensor', sampledSoftmax: 0 },
  })
})

it('the help has a line, with its default or those of the models, for every option of a model', () => {
  const command = addTrainingOptions(addModelOptions(new Command()))
  const help = new Map(command.options.map(({ long, description }) => [long!, description]))
  for (const model of modelNames) {
    for (const option of optionsUsedBy(model)) expect(help.get(optionName(option)), option).toMatch(/\S/)
  }
  expect(help.get('--layers')).toBe(
    'hidden layers of each network (default: 1; hvamp: 2; recvae: 5; vasp: 3)',
  )
  expect(help.get('--upper-latent')).toBe('size of the upper latents z2 (default: that of --latent)')
  expect(help.get('--epochs')).toBe(
    'epochs at most (default: 400; recvae, elsa: 50; vasp, autorec: 100; wmf, mf: 15; ials: 16)',
  )
  expect(help.get('--no-gated')).toBe('the opposite of --gated')
})
