import { describe, expect, it } from 'vitest'
import type { RunState } from '../planned/planned-run'
import { requireUsedOptions } from '../settings/model'
import { type Choice, choiceOf, requireSameTrials } from './choices'
import { experimentNotes } from './experiment-report'
import { isOfOthersAlone } from './experiment-results'
import { experiments } from './experiments'
import { requireRows, type SearchRequest, searchOf } from './planned-search'

const own = experiments.find(({ name }) => name === 'own-data')!
const request: SearchRequest = {
  ...{ folder: 'out', data: 'ratings.csv', rows: undefined, seeds: [1], budget: 1 },
  ...{ folds: undefined, trials: 2, dataOptions: { heldOut: 40 } },
}

describe.each(experiments)('experiment $name', (experiment) => {
  const plans = searchOf(experiment, { ...request, trials: experiment.trials })

  it('has systems and blends of different names, with options that their models use, and one to compare with', () => {
    const names = [...experiment.systems, ...experiment.blends].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(experiment.against.slice(-1)))
    for (const { system, trials } of plans) {
      for (const { trial } of trials) {
        requireUsedOptions(system.model, [...Object.keys(system.options), ...Object.keys(trial.options)])
      }
    }
  })

  it('tries as many points of every system, the same of all VAEs', () => {
    for (const { system, trials } of plans) {
      const points = Object.values(system.space).reduce((size, text) => size * text.split(',').length, 1)
      expect(trials).toHaveLength(Math.min(points, experiment.trials))
    }
    const vaes = plans.filter(
      ({ system }) => /^(mult-vae|vamp|hvamp)$/.test(system.model) && experiment.trials > 1,
    )
    const tried = vaes.map(({ trials }) => trials.map(({ trial }) => trial.name).join())
    expect(new Set(tried).size).toBe(experiment.trials > 1 ? 1 : 0)
  })
})

describe('a search', () => {
  const [plan] = searchOf({ ...own, systems: own.systems.filter(({ name }) => name === 'ease') }, request)
  const validated = (validation: number): RunState => ({
    state: 'validated',
    validation: {
      ...{ trained: '2026-01-01T00:00:00.000Z', epochs: 0, stopped: 'epochs', bestEpoch: null },
      ...{ validation, trainingSeconds: 2 },
    },
  })
  const failed: RunState = { state: 'failed', reason: 'ran out of memory' }

  it('takes trials to their validation, and only the chosen one to the test users, in its own folder', () => {
    const [first, second] = plan!.trials
    expect(plan!.trials.map(({ run }) => run.until)).toEqual(['validation', 'validation'])
    const measured = plan!.measuredRuns(second!.trial)
    expect(measured).toHaveLength(1)
    expect(measured[0]!.until).toBeUndefined()
    expect(measured[0]).toMatchObject({ folder: second!.run.folder, options: second!.run.options })
    expect(first!.run.options).toMatchObject({ model: 'ease', heldOut: 40, seed: 1 })
  })

  it('searches on the first fold with the first seed, and measures every fold with every seed', () => {
    const [folded] = searchOf(
      { ...own, systems: own.systems.slice(0, 1) },
      {
        ...request,
        ...{ folds: 3, dataOptions: {}, seeds: [1, 2] },
      },
    )
    const options = folded!.measuredRuns(folded!.trials[0]!.trial).map((run) => run.options)
    expect(options.map(({ fold, seed }) => [fold, seed])).toEqual([
      ...[
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
        [3, 1],
        [3, 2],
      ],
    ])
    expect(options.every(({ folds, heldOut }) => folds === 3 && heldOut === undefined)).toBe(true)
    expect(folded!.trials[0]!.run.options).toEqual(options[0])
  })

  it('chooses the best validation, the first of equals, once all trials are over', () => {
    expect(choiceOf(plan!, [validated(0.2), validated(0.3)])).toMatchObject({
      ...{ chosen: plan!.trials[1]!.trial.name, validation: 0.3, seconds: 4 },
    })
    expect(choiceOf(plan!, [validated(0.3), validated(0.3)])!.chosen).toBe(plan!.trials[0]!.trial.name)
    expect(choiceOf(plan!, [failed, validated(0.1)])!.chosen).toBe(plan!.trials[1]!.trial.name)
    expect(choiceOf(plan!, [validated(0.2), { state: 'begun' }])).toBeUndefined()
    expect(choiceOf(plan!, [failed, failed])).toBeUndefined()
  })

  it('reports which systems were chosen among fewer trials than were tried, and why', () => {
    const notesOf = (states: readonly RunState[]) => {
      const row = { name: 'ease', title: 'EASE', choice: choiceOf(plan!, states), measured: undefined }
      const system = { ...row, folders: [], missing: undefined, stillRising: [], seconds: 4, differences: {} }
      const results = {
        against: undefined,
        users: undefined,
        withoutHeldOutItems: undefined,
        folds: undefined,
      }
      const facts = { experiment: own, setting: '', tested: '', marks: [] }
      return experimentNotes(facts, { ...results, systems: [system] })
    }
    const note = 'EASE: chosen among 1 of 2 trials, for 1 failed.'
    expect(notesOf([failed, validated(0.1)])).toContain(note)
    expect(notesOf([validated(0.2), validated(0.1)]).join('\n')).not.toContain('chosen among')
  })

  it('adds no trial to those that one was chosen of', () => {
    const choice = choiceOf(plan!, [validated(0.2), validated(0.3)]) as Choice
    requireSameTrials(plan!, choice)
    const [more] = searchOf({ ...own, systems: [plan!.system] }, { ...request, trials: 3 })
    expect(() => requireSameTrials(more!, choice)).toThrow('ease: trials must be as when one was chosen')
  })
})

describe('the rows of a table', () => {
  it('are named where one is unknown, with the row of the same model with other pseudo-inputs', () => {
    expect(() => requireRows(own, ['hvamp-gated'])).toThrow(
      /got 'hvamp-gated': hvamp-gated-sparse is that model, with sparse pseudo-inputs, and this table has none with dense ones$/,
    )
    expect(() => requireRows(own, ['eas'])).toThrow(/got 'eas' \(Did you mean ease\?\)$/)
  })

  it('are not compared with a blend in which the weight of the model that it stands for is 0', () => {
    const choice = { trials: {}, chosen: '', validation: 0.3, seconds: 1 }
    const row = (name: string, options: Choice['options']) => ({ name, choice: { ...choice, options } })
    const alone = (name: string, options: Choice['options']) => isOfOthersAlone(own, row(name, options))
    expect(alone('hvamp-gated-x-ease', { 'hvamp-gated-sparse': 0, ease: 1 })).toBe(true)
    expect(alone('hvamp-gated-x-ease', { 'hvamp-gated-sparse': 0.1, ease: 0.9 })).toBe(false)
    expect(alone('hvamp-gated-sparse', { beta: 0 })).toBe(false)
    expect(alone('ease-x-item-knn', { ease: 1, 'item-knn': 0 })).toBe(false)
  })
})
