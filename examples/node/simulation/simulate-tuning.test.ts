import { random } from '@hvamp/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
// @ts-expect-error: a plain program, without declarations
import { simulation } from './simulate-tuning.mjs'
// @ts-expect-error: a plain program, without declarations
import { simulateTuning } from './tuning-simulation.mjs'

const quiet = {
  ...{ trials: 1, workers: 1, minutes: 60, epochs: 12, deaths: 0, restart: 0, lock: 0 },
  ...{ checkpointEvery: undefined as number | undefined, rungs: [] as number[], eta: 3 },
}
type Tuning = typeof quiet
type Simulated = Record<'makespan' | 'useful' | 'lost' | 'deaths', number>
const simulated = (tuning: Tuning, seed = 1): Simulated => simulateTuning(tuning, random(seed))

/** Means over many tunings, with the standard error of the first. */
function means(tuning: Tuning, count = 20_000) {
  const noise = random(3)
  const runs = Array.from({ length: count }, (_, i): Simulated => simulateTuning(tuning, noise.fork(i)))
  const mean = (of: (run: Simulated) => number) => runs.reduce((sum, run) => sum + of(run), 0) / count
  const makespan = mean((run) => run.makespan)
  const error = Math.sqrt(mean((run) => (run.makespan - makespan) ** 2) / count)
  return { makespan, error, lost: mean(({ lost }) => lost), deaths: mean(({ deaths }) => deaths) }
}

describe('a tuning', () => {
  it('without deaths takes ⌈trials / workers⌉ times a trial, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(1, 5, undefined),
        (trials, workers, checkpointEvery) => {
          const { makespan, useful, lost, deaths } = simulated({ ...quiet, trials, workers, checkpointEvery })
          expect(makespan).toBeCloseTo(Math.ceil(trials / workers) * 60, 8)
          expect(useful).toBeCloseTo(trials * 60, 8)
          expect([lost, deaths]).toEqual([0, 0])
        },
      ),
      { numRuns: 50 },
    )
  })

  it('with rungs and without deaths takes the sum of its rungs', () => {
    // 20 trials for 2 epochs of 5 minutes in 3 turns, 6 for 3 more in one, 2 for the last 7
    const tuning = { ...quiet, trials: 20, workers: 8, rungs: [2, 5], checkpointEvery: 1 }
    const { makespan, useful, lost } = simulated(tuning)
    expect(makespan).toBeCloseTo(3 * 10 + 15 + 35, 8)
    expect(useful).toBeCloseTo(20 * 10 + 6 * 15 + 2 * 35, 8)
    expect(lost).toBe(0)
  })

  it('with rungs and without a shared folder does the epochs before a rung again', () => {
    const { makespan, useful, lost } = simulated({ ...quiet, trials: 20, workers: 8, rungs: [2, 5] })
    expect(makespan).toBeCloseTo(3 * 10 + 25 + 60, 8)
    expect(useful).toBeCloseTo(20 * 10 + 6 * 15 + 2 * 35, 8)
    expect(lost).toBeCloseTo(6 * 10 + 2 * 25, 8)
  })

  it('without checkpoints takes (e^λt − 1) / λ on average: the mean time to a first quiet stretch of t', () => {
    const { makespan, error, lost, deaths } = means({ ...quiet, deaths: 1.5 })
    const expected = ((Math.exp(1.5) - 1) / 1.5) * 60
    expect(Math.abs(makespan - expected)).toBeLessThan(4 * error)
    expect(error).toBeLessThan(expected / 100)
    expect(lost).toBeCloseTo(makespan - 60, 6)
    expect(Math.abs(deaths / (Math.exp(1.5) - 1) - 1)).toBeLessThan(0.04)
  })

  it('with checkpoints takes that time for each stretch between them, and the restarts', () => {
    const { makespan, error } = means({ ...quiet, deaths: 3, checkpointEvery: 3, restart: 10 })
    const stretch = 15 / 60 // hours
    const expected = 4 * (Math.exp(3 * stretch) - 1) * (60 / 3 + 10)
    expect(Math.abs(makespan - expected)).toBeLessThan(4 * error)
    expect(error).toBeLessThan(expected / 100)
  })

  it('waits for the lock of a dead worker, twice its seconds on average', () => {
    const { makespan, error } = means({ ...quiet, deaths: 1, lock: 600 })
    const expected = (Math.E - 1) * (60 + 20)
    expect(Math.abs(makespan - expected)).toBeLessThan(4 * error)
  })

  it('spends no time twice: what workers did is kept, lost, or they were idle or down', () => {
    const tuning = { ...quiet, trials: 40, workers: 7, deaths: 2, restart: 5, lock: 30, checkpointEvery: 2 }
    for (let seed = 0; seed < 20; seed++) {
      const { makespan, useful, lost } = simulated(tuning, seed)
      expect(useful).toBeCloseTo(40 * 60, 6)
      expect(useful + lost).toBeLessThanOrEqual(makespan * 7)
    }
  })
})

describe('simulate-tuning', () => {
  const small = ['--trials', '20', '--workers', '5', '--repetitions', '30']

  it('prints a row for each rate and kind of checkpoint, the same for the same seed', () => {
    const printed = simulation([...small, '--deaths', '0,1', '--checkpoint-every', '2,none'])
    expect(printed).toMatch(/^\| deaths an hour \|.*\n\| -+ \|.*\n(\| .*\|\n){4}$/)
    expect(printed).toMatch(/^\| 0 +\| none +\| 4\.00 +\| 4\.00 to 4\.00 +\| 0\.0 .*\| 100 % /m)
    expect(simulation([...small, '--deaths', '0,1', '--checkpoint-every', '2,none'])).toBe(printed)
    expect(simulation([...small, '--deaths', '0,1', '--checkpoint-every', '2,none', '--seed', '2'])).not.toBe(
      printed,
    )
  })

  it('prints JSON, and halves as it is asked', () => {
    const lines = simulation([...small, '--deaths', '0', '--checkpoint-every', '1', '--halving', '--json'])
    // 20 trials to epoch 6 of 50 in 4 turns, 6 to 17 in 2, 2 to the end
    expect(JSON.parse(lines)).toMatchObject({
      deathsAnHour: 0,
      checkpointEvery: 1,
      makespanHours: { median: expect.closeTo((4 * 6 + 2 * 11 + 33) / 50, 8) },
      deaths: 0,
    })
  })

  it('lists its options', () => {
    expect(simulation(['--help'])).toContain('--checkpoint-every <counts>')
  })

  it.each([
    [['--workers', '0'], "--workers: must be an integer, at least 1, got '0'"],
    [['--deaths', '0,x'], "--deaths: must be a number, at least 0, got 'x'"],
    [['--minutes', '0'], "--minutes: must be a number, above 0, got '0'"],
    [['--checkpoint-every', ''], "--checkpoint-every: must be an integer, at least 1, got ''"],
    [['--eta', '3'], '--eta: must come with --halving, got none'],
    [['--halving', '--rungs', '5,3'], "--rungs: must rise and be below --epochs 50, got '5,3'"],
    [['--colour', 'red'], "Unknown option '--colour'"],
  ])('refuses %j', (args, message) => {
    expect(() => simulation(args)).toThrow(message)
  })
})
