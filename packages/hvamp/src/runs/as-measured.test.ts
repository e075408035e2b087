import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { scratch, writeSample } from '../actions/command.fixture'
import { measuringDefaults } from '../settings/measuring'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { splitDefaults } from '../settings/split'
import { output } from '../terminal/output'
import { asMeasured } from './as-measured'
import { runTraining } from './run-training'
import { beginJob, type JobOptions } from './training-job'

let folder: string
let remove: () => Promise<void>
const run = () => join(folder, 'run')
beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true) // lines of JSON
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 60)
  const chosen = { model: 'ease', metrics: 'hitRate@3', foldIn: 0.5, heldOut: 20, backend: 'wasm' } as const
  const options = { ...runDefaults, ...chosen, out: run() } as JobOptions
  const out = output({ json: true })
  const job = await beginJob(join(folder, 'ratings.csv'), requested(options, Object.keys(chosen)), out, {})
  await runTraining(job, out, { checkpointSeconds: 60 })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await remove()
})

it('measures as the run was measured, unless the user chose', async () => {
  const { values } = await asMeasured(requested({ part: 'test' }), run())
  expect(values).toEqual({ part: 'test', metrics: 'hitRate@3', foldIn: 0.5 })
  const chosen = await asMeasured(requested({ metrics: 'ndcg@7' }, ['metrics']), run())
  expect(chosen.values).toEqual({ metrics: 'ndcg@7', foldIn: 0.5 })
})

it('measures a model without its run with the defaults', async () => {
  const { values } = await asMeasured(requested({}), join(run(), 'model'))
  expect(values).toEqual({ metrics: measuringDefaults.metrics, foldIn: splitDefaults.foldIn })
})
