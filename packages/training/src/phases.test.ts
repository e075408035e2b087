import { useBackend } from '@hvamp/backends'
import { copyWeights, disposeWeights, frozen, joinWeights, readWeights, weight } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import { add, mean, type Scalar, square, sub, zeros } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { memoryCheckpoints, type Phase, type Trainable, type TrainingEvent, train } from './index'
import { batchCount, options, type Regression, type Rows, regression, rowCount } from './regression.fixture'

interface Alternating extends Trainable<Rows> {
  readonly regression: Regression
  /** What ran, in order: 'matrix' and 'bias' for steps, 'follow' before a phase. */
  readonly log: string[]
}

/** The regression whose matrix has two passes and whose bias has one, which is held near to a copy of what it was. */
function alternating(change: (phase: Phase<Rows>) => Partial<Phase<Rows>> = () => ({})): Alternating {
  const one = regression()
  const { matrix, bias } = one.weights
  const old = frozen({ bias: weight(zeros([4])) })
  const log: string[] = []
  const loss =
    (name: string): Phase<Rows>['loss'] =>
    (rows, step) => {
      log.push(name)
      const terms = one.loss(rows, step)
      const distance = mean<Scalar>(square(sub(bias!.variable, old.bias!.variable)))
      return { ...terms, loss: add<Scalar>(terms.loss, distance), distance }
    }
  const phases: Phase<Rows>[] = [
    { name: 'matrix', passes: 2, weights: { matrix: matrix! }, loss: loss('matrix') },
    {
      name: 'bias',
      passes: 1,
      weights: { bias: bias! },
      loss: loss('bias'),
      begin() {
        log.push('follow')
        copyWeights({ bias: bias! }, old)
      },
    },
  ]
  return {
    regression: one,
    log,
    weights: { ...one.weights, ...joinWeights({ old }) },
    loss: one.loss,
    phases: phases.map((phase) => ({ ...phase, ...change(phase) })),
  }
}

const disposed = ({ weights }: Alternating) => disposeWeights(weights)

describe.each(['cpu', 'wasm'] as const)('train in phases on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('goes through the batches of each phase as often as it has passes, in order, once an epoch', async () => {
    const model = alternating()
    const events: TrainingEvent[] = []
    const report = await train(model, { ...options, epochs: 2, onEvent: (event) => events.push(event) })
    const epoch = [
      ...Array<string>(2 * batchCount).fill('matrix'),
      'follow',
      ...Array<string>(batchCount).fill('bias'),
    ]
    expect(model.log).toEqual([...epoch, ...epoch])
    expect(report.epochs.length).toBe(2)
    const steps = events.filter((event) => event.type === 'step')
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 6 * batchCount }, (_, i) => i + 1))
    expect(steps.map(({ batch }) => batch).slice(0, 3 * batchCount)).toEqual(
      Array.from({ length: 3 * batchCount }, (_, i) => i + 1),
    )
    expect(steps[0]!.batchCount).toBe(3 * batchCount)
    expect(events[0]).toMatchObject({ type: 'start', batchCount: 3 * batchCount, parameterCount: 28 })
    disposed(model)
  })

  it('trains in each phase its own weights and leaves the others as they are', async () => {
    const model = alternating()
    const values = () =>
      Object.fromEntries(
        Object.entries(model.weights).map(([name, { variable }]) => [name, [...variable.dataSync()].join()]),
      )
    let before = values()
    const changes: string[] = []
    const onEvent = ({ type }: TrainingEvent) => {
      if (type !== 'step') return
      const now = values()
      changes.push(
        Object.keys(now)
          .filter((name) => now[name] !== before[name])
          .join(' and '),
      )
      before = now
    }
    await train(model, { ...options, epochs: 2, onEvent })
    const ofMatrix = Array<string>(2 * batchCount).fill('matrix')
    const ofBias = Array<string>(batchCount - 1).fill('bias')
    // in the first epoch the copy is what it was: 0
    expect(changes).toEqual([...ofMatrix, 'bias', ...ofBias, ...ofMatrix, 'bias and old.bias', ...ofBias])
    disposed(model)
  })

  it('shuffles anew in each pass', async () => {
    const orders: string[] = []
    const model = alternating()
    const seen: Int32Array[] = []
    const batches: typeof options.batches = function* (epoch, noise) {
      for (const rows of options.batches(epoch, noise)) {
        seen.push(rows)
        yield rows
      }
    }
    await train(model, { ...options, batches, epochs: 1 })
    for (let pass = 0; pass < 3; pass++) {
      const rows = seen.slice(pass * batchCount, (pass + 1) * batchCount).flatMap((batch) => [...batch])
      orders.push(rows.join())
      expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rowCount }, (_, row) => row))
    }
    expect(new Set(orders).size).toBe(3)
    disposed(model)
  })

  it('ends with the same weights wherever it was stopped and resumed', async () => {
    const whole = alternating()
    const { epochs } = await train(whole, { ...options, epochs: 2 })
    const expected = await readWeights(whole.weights)
    disposed(whole)
    for (let stop = 1; stop < 6 * batchCount; stop++) {
      const checkpoints = memoryCheckpoints()
      const controller = new AbortController()
      const first = alternating()
      const onEvent = (event: TrainingEvent) => {
        if (event.type === 'step' && event.step === stop) controller.abort()
      }
      await train(first, { ...options, epochs: 2, checkpoints, signal: controller.signal, onEvent })
      disposed(first)
      const resumed = alternating()
      const report = await train(resumed, { ...options, epochs: 2, checkpoints, resume: true })
      expect(await readWeights(resumed.weights)).toEqual(expected)
      expect(report.epochs.map(({ loss }) => loss)).toEqual(epochs.map(({ loss }) => loss))
      disposed(resumed)
    }
  })

  it('counts the steps of Adam for each phase by itself', async () => {
    // Adam's first step is learningRate · sign of the gradient, whenever it comes
    const model = alternating()
    const matrix = await model.weights.bias!.variable.data()
    let after: Float32Array | undefined
    const onEvent = (event: TrainingEvent) => {
      if (event.type === 'step' && event.step === 2 * batchCount + 1) {
        after = model.weights.bias!.variable.dataSync() as Float32Array
        after = after.slice()
      }
    }
    await train(model, { ...options, epochs: 1, onEvent })
    expectClose(
      Array.from(after!, (value, i) => Math.abs(value - matrix[i]!)),
      new Float32Array(4).fill(options.optimizer.learningRate),
      { rtol: 1e-4 },
    )
    disposed(model)
  })

  it('does not resume with other phases', async () => {
    const checkpoints = memoryCheckpoints()
    const model = alternating()
    await train(model, { ...options, epochs: 1, checkpoints })
    const other = alternating(({ passes }) => ({ passes: passes + 1 }))
    await expect(train(other, { ...options, epochs: 1, checkpoints, resume: true })).rejects.toThrow(
      'train: to resume, phases must be as in the checkpoint',
    )
    disposed(model)
    disposed(other)
  })
})

describe('phases', () => {
  beforeAll(() => useBackend('cpu'))
  const failing = async (phases: (model: Alternating) => readonly Phase<Rows>[]) => {
    const model = alternating()
    try {
      await train({ ...model, phases: phases(model) }, { ...options, epochs: 1 })
      return undefined
    } catch (error) {
      return (error as Error).message
    } finally {
      disposed(model)
    }
  }

  it('are refused where they do not fit', async () => {
    expect(await failing(() => [])).toBe('train: phases must be at least one, got none')
    expect(await failing(({ phases }) => [phases![0]!, { ...phases![1]!, name: 'matrix' }])).toBe(
      "train: phases must have names of their own, got 'matrix' twice",
    )
    expect(await failing(({ phases }) => [phases![0]!, { ...phases![0]!, name: 'again' }])).toBe(
      "train: a weight must be in one phase only, got 'matrix' in two",
    )
    for (const passes of [0, 1.5, Number.NaN]) {
      expect(await failing(({ phases }) => [{ ...phases![0]!, passes }])).toBe(
        `train: passes of phase 'matrix' must be a positive integer, got ${passes}`,
      )
    }
    expect(
      await failing(({ phases, weights }) => [
        { ...phases![0]!, weights: { 'old.bias': weights['old.bias']! } },
      ]),
    ).toBe("train: weights of phase 'matrix' must be the trainable's own and not frozen, got 'old.bias'")
  })
})
