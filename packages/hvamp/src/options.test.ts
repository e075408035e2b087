import { Command } from 'commander'
import { expect, it } from 'vitest'
import { metricsFrom } from './metric-names'
import { completeModel, type ModelFlags, presetOptions } from './model-options'
import { integerOption, numberOption } from './number-options'
import { heldOutUsers } from './split-options'

function parsed(option: ReturnType<typeof integerOption>, text: string): unknown {
  const command = new Command().exitOverride().addOption(option)
  return command.parse(['--value', text], { from: 'user' }).opts().value
}

it.each([
  ['7', 7],
  [' 12 ', 12],
  ['1e3', 1000],
])('an integer option takes %j', (text, value) => {
  expect(parsed(integerOption('--value <n>', '', { least: 1 }), text)).toBe(value)
})

it.each(['0', '1.5', 'NaN', '', 'Infinity', '1e400', 'seven', '9007199254740993'])(
  'an integer option of at least 1 refuses %j, naming it and the rule',
  (text) => {
    expect(() => parsed(integerOption('--value <n>', '', { least: 1 }), text)).toThrow(
      `--value: must be an integer, at least 1, got '${text}'`,
    )
  },
)

it('a number option keeps to both ends of its range', () => {
  const option = () => numberOption('--value <n>', '', { above: 0, below: 1 })
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

it('H+Vamp is gated and two layers deep by default, the others neither', () => {
  const flags: ModelFlags = {
    ...{ model: 'hvamp', hidden: 600, latent: 200, pseudoInputs: 1000, dropout: 0.5 },
    ...{ likelihood: 'multinomial', kl: 'monteCarlo' },
  }
  expect(completeModel(flags)).toMatchObject({ gated: true, layers: 2, upperLatent: 200 })
  expect(completeModel({ ...flags, model: 'vamp' })).toMatchObject({ gated: false, layers: 1 })
  expect(completeModel({ ...flags, gated: false, layers: 3, upperLatent: 9 })).toMatchObject({
    ...{ gated: false, layers: 3, upperLatent: 9 },
  })
  expect(presetOptions({ ...completeModel(flags), epochs: 3 } as never, 7, 1)).toEqual({
    ...{ items: 7, seed: 1, gated: true, layers: 2, hidden: 600, latent: 200, upperLatent: 200 },
    ...{ pseudoInputs: 1000, dropout: 0.5, likelihood: 'multinomial', kl: 'monteCarlo' },
  })
})
