import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import type { UserSplit } from '@hvamp/data'
import { type FitOptions, fitOptions, makeModel, type Recommender } from '@hvamp/models'
import { type ModelDefinition, modelDefinitions, modelNames } from '@hvamp/models/definitions'
import { memoryCheckpoints } from '@hvamp/training'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSample } from '../actions/command.fixture'
import { requested } from '../settings/requested'
import { runConfig } from '../settings/run-config'
import { runDefaults } from '../settings/run-settings'
import { output } from '../terminal/output'
import { runFitOptions } from './fit-options'
import { newModel } from './new-model'
import { beginJob } from './training-job'

let folder: string
beforeAll(async () => {
  await useBackend('wasm')
  folder = await mkdtemp(join(tmpdir(), 'hvamp-defaults-'))
  await writeSample(join(folder, 'ratings.csv'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The configuration of a training, options of the model included, once it has done its first step; undefined without steps. */
async function configurationOf(model: Recommender, { train, validation }: UserSplit, options: FitOptions) {
  const checkpoints = memoryCheckpoints()
  const controller = new AbortController()
  const { signal } = controller
  const onEvent: FitOptions['onEvent'] = ({ type }) => type === 'step' && controller.abort()
  await model.fit(train, { ...options, validation, checkpoints, signal, onEvent, seed: 1 })
  const configuration = (await checkpoints.load())?.configuration as object | undefined
  model.dispose()
  return configuration
}

describe.each(modelNames)('%s', (name) => {
  it('is trained by the command, as config.json says, as by the library, but for the seed', async () => {
    const definition: ModelDefinition = modelDefinitions[name]
    const out = join(folder, name)
    const values = { ...runDefaults, backend: 'wasm', model: name, out } as const
    const job = await beginJob(join(folder, 'ratings.csv'), requested(values), output({ json: true }))
    job.model.dispose()
    const { options } = runConfig.parse(JSON.parse(await readFile(join(out, 'config.json'), 'utf8')))
    expect(options).toEqual(job.config.options)
    const settings = { ...options, model: name, seed: 1 }
    const byCommand = runFitOptions(settings)
    const byLibrary = fitOptions(definition.fit)
    for (const option of ['epochs', 'batchSize', 'patience', 'optimizer'] as const) {
      expect(byCommand[option], option).toEqual(byLibrary[option])
    }
    const configuration = await configurationOf(await newModel(settings), job.split, byCommand)
    expect(configuration).toEqual(await configurationOf(makeModel(name), job.split, {}))
    expect(configuration !== undefined).toBe(definition.fit.batchSize !== undefined)
  })
})
