import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { disposeWeights, type NamedArrays, readWeights } from '@hvamp/tensors'
import { memory } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CheckpointStore,
  constant,
  type Moment,
  memoryCheckpoints,
  type TrainingEvent,
  type TrainingReport,
  type TrainOptions,
  train,
} from './index'
import { fileCheckpoints } from './node'
import { options, type Rows, regression } from './regression.fixture'

interface Outcome {
  readonly weights: NamedArrays
  readonly report: TrainingReport
}

/** Trains from the first weights; time is left out of what it gives, and the best epoch is not the last. */
async function outcomeOf(given: Partial<TrainOptions<Rows>>): Promise<Outcome> {
  const model = regression()
  const values = [1, 3, 2, 0]
  let epoch = 0
  try {
    const report = await train<Rows>(model, {
      ...options,
      validate: async () => values[epoch - 1]!,
      ...given,
      onEvent(event) {
        if (event.type === 'step') epoch = event.epoch
        if (event.type === 'start') epoch = event.epoch
        given.onEvent?.(event)
      },
    })
    const epochs = report.epochs.map((record) => ({ ...record, seconds: 0 }))
    return { weights: await readWeights(model.weights), report: { ...report, epochs } }
  } finally {
    disposeWeights(model.weights)
  }
}

let folder: string
let folders = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-checkpoint-'))
})
afterAll(() => rm(folder, { recursive: true }))
const newFileCheckpoints = () => fileCheckpoints(join(folder, `${folders++}`))

describe.each<['cpu' | 'wasm', string, () => CheckpointStore, number]>([
  ['wasm', 'in memory', memoryCheckpoints, 3],
  ['wasm', 'in files', newFileCheckpoints, 5],
  ['cpu', 'in memory', memoryCheckpoints, 5],
])('a training on %s with checkpoints %s', (backend, _, newStore, every) => {
  let uninterrupted: Outcome
  let eventCount = 0
  beforeAll(async () => {
    await useBackend(backend)
    const onEvent = () => {
      eventCount++
    }
    uninterrupted = await outcomeOf({ checkpoints: memoryCheckpoints(), checkpointSeconds: 0, onEvent })
  })

  it('goes on bit for bit when it crashed at any event', async () => {
    for (let at = 0; at < eventCount; at += every) {
      const checkpoints = newStore()
      const crash = outcomeOf({ checkpoints, checkpointSeconds: 0, onEvent: crashAt(at) })
      await expect(crash).rejects.toThrow('crash')
      expect(await outcomeOf({ checkpoints, resume: true })).toEqual(uninterrupted)
    }
  })

  it('goes on bit for bit when it was stopped at any event, time after time', async () => {
    for (const stride of [1, 3, 8]) {
      const checkpoints = newStore()
      let outcome: Outcome
      let runs = 0
      do {
        const stop = new AbortController()
        let left = stride
        outcome = await outcomeOf({
          checkpoints,
          resume: true,
          signal: stop.signal,
          onEvent: ({ type }) => {
            if (type !== 'start' && left-- === 0) stop.abort()
          },
        })
        runs++
      } while (outcome.report.stopped === 'aborted')
      expect(runs).toBeGreaterThan(1)
      expect(outcome).toEqual(uninterrupted)
    }
  })

  it('goes on from the last checkpoint after a loss that was not finite', async () => {
    const checkpoints = newStore()
    const klWeight = { ...constant(1), weight: ({ epoch }: Moment) => (epoch < 3 ? 1 : 1e300) }
    const failing = outcomeOf({ checkpoints, checkpointSeconds: 0, klWeight })
    await expect(failing).rejects.toThrow(/must be finite, got \S+ in epoch 3, batch 1/)
    const checkpoint = await checkpoints.load()
    expect(checkpoint!.progress).toMatchObject({ epoch: 3, batch: 0, step: 10 })
    expect(await outcomeOf({ checkpoints, resume: true })).toEqual(uninterrupted)
  })

  it('gives its report again when it was finished, and goes on when there are to be more epochs', async () => {
    const checkpoints = newStore()
    const two = await outcomeOf({ checkpoints, epochs: 2 })
    const steps: TrainingEvent[] = []
    const onEvent = (event: TrainingEvent) => {
      steps.push(event)
    }
    expect(await outcomeOf({ checkpoints, resume: true, epochs: 2, onEvent })).toEqual(two)
    expect(steps.map(({ type }) => type)).toEqual(['start', 'stop'])
    expect(await outcomeOf({ checkpoints, resume: true })).toEqual(uninterrupted)
  })

  it('starts anew where there is no checkpoint, or nobody asks for it', async () => {
    const checkpoints = newStore()
    expect(await checkpoints.load()).toBeUndefined()
    expect(await outcomeOf({ checkpoints, resume: true })).toEqual(uninterrupted)
    expect(await outcomeOf({ checkpoints })).toEqual(uninterrupted)
  })

  it('is saved when the time has come, and at the end', async () => {
    const saved: TrainingEvent[] = []
    const onEvent = (event: TrainingEvent) => {
      if (event.type === 'checkpoint') saved.push(event)
    }
    await outcomeOf({ checkpoints: newStore(), onEvent })
    expect(saved).toEqual([{ type: 'checkpoint', epoch: 5, batch: 0 }])
    saved.length = 0
    await outcomeOf({ checkpoints: newStore(), onEvent, checkpointSeconds: 0, epochs: 1 })
    expect(saved.map((event) => event.type === 'checkpoint' && [event.epoch, event.batch])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4],
      [1, 5],
      [2, 0],
    ])
  })

  it('refuses to go on with other options, naming the first that differs', async () => {
    const checkpoints = newStore()
    await outcomeOf({ checkpoints, epochs: 1, fingerprint: { data: { users: 3 } } })
    const same = { checkpoints, resume: true, fingerprint: { data: { users: 3 } } }
    const tensors = memory().numTensors
    const cases: [Partial<TrainOptions<Rows>>, string][] = [
      [{ seed: 2 }, 'seed must be as in the checkpoint, 1, got 2'],
      [{ batchCount: 7 }, 'batchCount must be as in the checkpoint, 5, got 7'],
      [{ optimizer: {} }, 'optimizer.learningRate must be as in the checkpoint, 0.02, got 0.0005'],
      [{ fingerprint: { data: { users: 4 } } }, 'data.users must be as in the checkpoint, 3, got 4'],
      [{ fingerprint: {} }, 'data.users must be as in the checkpoint, 3, got none'],
      [
        { klWeight: { description: 'mine', weight: () => 1 } },
        'klWeight must be as in the checkpoint, "constant 1"',
      ],
    ]
    for (const [other, message] of cases) {
      await expect(outcomeOf({ ...same, ...other })).rejects.toMatchObject({
        message: expect.stringContaining(`train: to resume, ${message}`),
        code: 'HVAMP_OTHER_CHECKPOINT',
      })
    }
    const model = regression()
    const { bias, ...rest } = model.weights as Record<string, never>
    const renamed = { ...model, weights: { ...rest, offset: bias! } }
    await expect(train<Rows>(renamed, { ...options, ...same, validate: async () => 1 })).rejects.toThrow(
      'train: to resume, weights.bias must be as in the checkpoint, [4], got none',
    )
    disposeWeights(model.weights)
    expect(memory().numTensors).toBe(tensors)
  })

  it('compares its own options also where a fingerprint has their names, and those of the fingerprint too', async () => {
    const checkpoints = newStore()
    const fingerprint = { seed: 'of the data', weights: 5, fingerprint: 6 }
    await outcomeOf({ checkpoints, epochs: 1, fingerprint })
    const resumed = (other: Partial<TrainOptions<Rows>>) =>
      outcomeOf({ checkpoints, epochs: 1, resume: true, fingerprint, ...other })
    const cases: [Partial<TrainOptions<Rows>>, string][] = [
      [{ seed: 2 }, 'seed must be as in the checkpoint, 1, got 2'],
      [
        { fingerprint: { ...fingerprint, weights: 6 } },
        'fingerprint.weights must be as in the checkpoint, 5',
      ],
      [{ fingerprint: {} }, 'fingerprint.seed must be as in the checkpoint, "of the data", got none'],
    ]
    for (const [other, message] of cases) await expect(resumed(other)).rejects.toThrow(message)
    await resumed({})
  })

  it('is resumed as it was saved by early versions, in which a fingerprint took the place of an option', async () => {
    const store = newStore()
    await outcomeOf({ checkpoints: store, epochs: 1 })
    const early = async () => {
      const saved = (await store.load())!
      return { ...saved, configuration: { ...saved.configuration, seed: 'of the data' } }
    }
    const checkpoints = { ...store, load: early }
    const resumed = (seed: string) => outcomeOf({ checkpoints, resume: true, fingerprint: { seed } })
    expect(await resumed('of the data')).toEqual(uninterrupted)
    await expect(resumed('another')).rejects.toThrow('seed must be as in the checkpoint, "of the data"')
  })

  it('says so when the checkpoint cannot be read', async () => {
    const cause = new Error('state.safetensors: the file is damaged')
    const store = newStore()
    await outcomeOf({ checkpoints: store, epochs: 1 })
    const load = async () => {
      throw cause
    }
    const read = async () => load()
    const damaged = async () => ({
      ...(await store.load())!,
      arrays: { ...(await store.load())!.arrays, read },
    })
    for (const checkpoints of [
      { ...store, load },
      { ...store, load: damaged },
    ]) {
      await expect(outcomeOf({ checkpoints, resume: true })).rejects.toMatchObject({
        message: cause.message,
        cause,
        code: 'HVAMP_UNREADABLE_CHECKPOINT',
      })
    }
  })
})

function crashAt(at: number): (event: TrainingEvent) => void {
  let seen = 0
  return () => {
    if (seen++ === at) throw new Error('crash')
  }
}
