import type { ChildProcess } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reasonOf } from '../planned/run-process'
import { hvamp, jsonLines, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
})
afterAll(() => remove())

const read = (...path: string[]) => readFile(join(folder, ...path), 'utf8')
const tune = (out: string, ...args: string[]) => ['tune', 'ratings.csv', '--out', out, ...args]
const ease = ['--model', 'ease', '--held-out', '40', '--backend', 'wasm']
const multVae = ['--model', 'mult-vae', ...tinyMultVae]
const endless = withOptions(multVae, '--epochs', '100000', '--patience', '100000')

/** The leaderboard as records. */
async function leaderboard(out: string): Promise<Record<string, string>[]> {
  const [head, ...rows] = (await read(out, 'leaderboard.csv')).trimEnd().split('\n')
  const names = head!.split(',')
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i], cell])))
}

describe('a tuning', () => {
  it('makes a run of each trial, ranks them by validation, and shows the test of the best alone', async () => {
    const { code, stdout, stderr } = await hostedHvamp(folder, tune('all', ...ease, '--grid', 'l2=1,30,5000'))
    expect(code, stderr).toBe(0)
    const trials = ['001-l2=1', '002-l2=30', '003-l2=5000']
    expect((await readdir(join(folder, 'all', 'trials'))).sort()).toEqual(trials)
    const validations = await Promise.all(
      trials.map(async (trial) => JSON.parse(await read('all', 'trials', trial, 'metrics.json')).validation),
    )
    const ranked = await leaderboard('all')
    expect(ranked.map((row) => Number(row['ndcg@100']))).toEqual(validations.toSorted((a, b) => b - a))
    expect(ranked.map(({ rank, state }) => [rank, state])).toEqual(
      [1, 2, 3].map((rank) => [`${rank}`, 'finished']),
    )
    const best = ranked[0]!.trial!
    const { test } = JSON.parse(await read('all', 'trials', best, 'metrics.json'))
    const { chosen } = JSON.parse(await read('all', 'tune.json'))
    expect(chosen).toMatchObject({ name: best, run: `trials/${best}`, test: test.models.ease.metrics })
    expect(stdout).toContain(`chosen: ${join('all', 'trials', best)}`)
    expect(stdout).toContain(`NDCG@100 ${test.models.ease.metrics['ndcg@100'].mean.toFixed(4)} ±`)
    expect(stdout.match(/±/g)).toHaveLength(3) // of one trial
    expect((await hostedHvamp(folder, ['evaluate', join('all', 'trials', best), '--json'])).code).toBe(0)
  })

  it('is not made again, nor with other options in the same folder, nor on other data', async () => {
    const before = await stat(join(folder, 'all', 'trials', '001-l2=1', 'metrics.json'))
    const again = await hostedHvamp(folder, ['tune', '--resume', 'all', '--json'])
    expect(again).toMatchObject({ code: 0, stderr: '' })
    const lines = jsonLines(again.stdout)
    expect(lines.map(({ event, kept }) => [event, kept])).toEqual([
      ['tune', undefined],
      ...[true, true, true].map((kept) => ['end', kept]),
      ['result', undefined],
    ])
    expect(lines.at(-1)).toMatchObject({ warnings: [] })
    expect(JSON.stringify(lines).match(/standardError/g)).toHaveLength(3)
    expect((await stat(join(folder, 'all', 'trials', '001-l2=1', 'metrics.json'))).mtimeMs).toBe(
      before.mtimeMs,
    )

    const other = await hostedHvamp(folder, tune('all', ...ease, '--grid', 'l2=1,30'))
    expect(other).toMatchObject({ code: 2, stdout: '' })
    expect(other.stderr).toMatch(/^hvamp: all: space must be as when it was begun, .*, got .*\n$/m)
    await mkdir(join(folder, 'elsewhere'))
    const elsewhere = await hostedHvamp(join(folder, 'elsewhere'), ['tune', '--resume', '../all'])
    expect(elsewhere, elsewhere.stderr).toMatchObject({ code: 0 })
    const changed = await hostedHvamp(folder, ['tune', '--resume', 'all', '--l2', '3'])
    expect(changed.stderr).toMatch(/^hvamp: --l2: must be left out with --resume/)
    await writeSample(join(folder, 'moved.csv'), 100)
    const one = await hostedHvamp(folder, ['tune', 'moved.csv', '--out', 'moved', '--model', 'popularity'])
    expect(one.stderr).toContain(': 1 trial on moved.csv')
    await writeSample(join(folder, 'moved.csv'), 110)
    const moved = await hostedHvamp(folder, ['tune', '--resume', 'moved'])
    expect(moved.stderr).toMatch(
      /^hvamp: moved\.csv: must be as when moved was begun, with SHA-256 \w+, got \w+: put the earlier data back, or give the command that began moved another --out\n$/m,
    )
    await writeSample(join(folder, 'elsewhere', 'moved.csv'), 100)
    await rm(join(folder, 'moved', 'trials', '001', 'metrics.json'))
    const found = await hostedHvamp(folder, ['tune', 'elsewhere/moved.csv', '--resume', 'moved'])
    expect(found.code, found.stderr).toBe(0)
    expect(found.stderr).toMatch(/resumes$/m)
    expect(await read('moved', 'leaderboard.csv')).not.toContain('failed')
  })

  it('draws trials from a space, and gives all of them the other options', async () => {
    const args = tune(
      'drawn',
      ...withOptions(multVae, '--epochs', '1'),
      '--random',
      'beta=log:0.01..1',
      '--grid',
      'gated=true,false',
    )
    const { code, stderr } = await hostedHvamp(folder, [...args, '--trials', '2', '--parallel', '2'])
    expect(code, stderr).toBe(0)
    const trials = await readdir(join(folder, 'drawn', 'trials'))
    expect(trials).toHaveLength(2)
    for (const trial of trials) {
      const { options } = JSON.parse(await read('drawn', 'trials', trial, 'config.json'))
      expect(trial).toMatch(new RegExp(`^00\\d-gated=${options.gated}-beta=${options.beta}$`))
      expect(options).toMatchObject({ model: 'mult-vae', hidden: 16, epochs: 1, heldOut: 40, seed: 98765 })
    }
  })

  it('by tpe with halving trains the best alone to the end, to the same weights as without a pause', async () => {
    const out = await hostedHvamp(folder, [
      ...tune('halved', ...withOptions(multVae, '--epochs', '4'), '--random', 'beta=log:0.01..1', '--json'),
      ...['--search', 'tpe', '--trials', '3', '--together', '1', '--halving', '--rungs', '2'],
    ])
    expect(out.code, out.stderr).toBe(0)
    const lines = jsonLines(out.stdout)
    const rounds = lines.filter(({ event }) => event === 'round') as unknown as {
      trials: string[]
      until: unknown
    }[]
    const chosen = lines.at(-1)!.chosen as { trial: string; options: { beta: number } }
    expect(rounds.map(({ until, trials }) => [until, trials.length])).toEqual([
      ...[1, 2, 3].map(() => [2, 1]),
      ['test', 1],
    ])
    expect(rounds.at(-1)!.trials).toEqual([chosen.trial])
    expect(lines.at(-1)).toMatchObject({ finished: 1, paused: 2, failed: 0 })
    const ranked = await leaderboard('halved')
    expect(ranked.map(({ state, rung, epochs }) => [state, rung, epochs])).toEqual([
      ['finished', '2', '4'],
      ['paused', '1', '2'],
      ['paused', '1', '2'],
    ])
    expect(await readdir(join(folder, 'halved', 'trials', ranked[1]!.trial!))).toContain('checkpoint')

    const whole = ['train', 'ratings.csv', ...withOptions(multVae, '--epochs', '4'), '--out', 'unpaused']
    expect((await hostedHvamp(folder, [...whole, '--beta', `${chosen.options.beta}`])).code).toBe(0)
    const weights = async (...path: string[]) =>
      (await readdir(join(folder, ...path, 'model'))).filter((name) => name.endsWith('.safetensors'))
    const own = await weights('halved', 'trials', chosen.trial)
    expect(own).toEqual([expect.stringMatching(/^weights-\w+\.safetensors$/)]) // named by their hash
    expect(own).toEqual(await weights('unpaused'))
  })

  it('records what fails, in a line, and goes on with the rest', async () => {
    const failing = await hostedHvamp(
      folder,
      tune(
        'failing',
        ...['--model', 'mult-vae', '--latent', '4', '--held-out', '40', '--backend', 'wasm', '--epochs', '2'],
        ...['--grid', 'learning-rate=1e30,0.01', '--grid', 'hidden=8,2000000000'],
      ),
    )
    expect(failing.code, failing.stderr).toBe(0)
    const reasons = Object.fromEntries(
      (await leaderboard('failing')).map(({ trial, state, reason }) => [trial, [state, reason]]),
    )
    expect(reasons).toEqual({
      '003-learning-rate=0.01-hidden=8': ['finished', ''],
      '001-learning-rate=1e+30-hidden=8': ['failed', expect.stringMatching(/must be (finite|numbers)/)],
      '002-learning-rate=1e+30-hidden=2000000000': ['failed', expect.stringMatching(/must fit in the/)],
      '004-learning-rate=0.01-hidden=2000000000': ['failed', expect.stringMatching(/must fit in the/)],
    })
    expect(failing.stdout).toMatch(
      /^failed: 001-learning-rate=1e\+30-hidden=8: .*must be .*: a smaller --learning-rate may help$/m,
    )
  })

  it('in which everything fails is bad input; a trial may have a time limit', async () => {
    const { code, stderr, stdout } = await hostedHvamp(
      folder,
      tune('late', ...endless, '--grid', 'seed=1', '--trial-minutes', '0.02'),
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(
      /some trial must end well, got 1 that failed; 001-seed=1: took longer than 0\.02 minutes; try what failed again with: hvamp tune --resume \S+ --retry\n$/,
    )
    const kept = await hostedHvamp(folder, ['tune', '--resume', 'late'])
    expect(kept.stderr).toMatch(/took longer than 0\.02 minutes, from before/)
    const retried = await hostedHvamp(folder, [
      'tune',
      '--resume',
      'late',
      '--retry',
      '--trial-minutes',
      '0.05',
    ])
    expect(retried.stderr).toMatch(/001-seed=1: (begins|resumes)/)
  })

  it('refuses what it cannot do before anything starts', async () => {
    for (const [args, message] of [
      [['tune'], /^hvamp: tune: must have a file of ratings and --out, or --resume/],
      [['tune', 'nowhere.csv', '--out', 'new'], /nowhere\.csv: .*no such file/],
      [tune('new', ...ease, '--l2', '5', '--grid', 'l2=5,6'), /must name an option once, .*got --l2 twice/],
      [tune('new', '--warm-up', '5', '--grid', 'warm-up-steps=5,6'), /--warm-up-steps: must come without/],
      [['tune', '--resume', 'ratings.csv'], /--resume: must be the folder of a tuning, got 'ratings\.csv'/],
      [tune('ratings.csv', ...ease), /--out: must be a folder, got 'ratings\.csv', which is none/],
      [tune('new', ...ease, '--halving'), /--halving: must come with a model that has .*, got --model ease/],
      [tune('new', ...multVae, '--halving', '--rungs', '2,6'), /--rungs: must be below --epochs 6, got 6/],
      [tune('new', ...multVae, '--halving', '--rungs', '2,2'), /--rungs: must be rising integers/],
      [tune('new', '--halving', '--grid', 'epochs=2,3'), /must come with one number of epochs/],
      [tune('new', ...ease, '--eta', '3'), /--eta: must come with --halving/],
      [tune('new', ...ease, '--search', 'tpe'), /--trials: must come with --search tpe/],
      [
        tune('new', ...ease, '--search', 'grid', '--trials', '2'),
        /--trials: must come without --search grid/,
      ],
      [tune('new', ...ease, '--trials', '2', '--together', '2'), /--together: must come with --search tpe/],
      [
        tune('new', ...ease, '--search', 'tpe', '--trials', '2', '--parallel', '5'),
        /--together: must be at least --parallel 5, .* got 4/,
      ],
      [['train', 'ratings.csv', ...ease, '--until', '3', '--out', 'new'], /--until: must come with a model/],
      [
        ['train', 'ratings.csv', '--until', 'soon'],
        /--until: must be validation, test or a number of epochs/,
      ],
    ] as const) {
      const { code, stderr } = await hostedHvamp(folder, args)
      expect({ args, code }).toEqual({ args, code: 2 })
      expect(stderr).toMatch(message)
      expect(stderr).toMatch(/(^|\n)hvamp: [^\n]+\n$/)
    }
    expect(await readdir(folder)).not.toContain('new')
  })
})

/** Some trials of a second or two each. */
const some = [...withOptions(multVae, '--epochs', '9'), '--grid', 'beta=0.1,0.2,0.3']

describe('a tuning that is stopped', { timeout: 300_000 }, () => {
  let whole: Record<string, string>[]
  beforeAll(async () => {
    const { code, stderr } = await hostedHvamp(folder, tune('whole', ...some))
    expect(code, stderr).toBe(0)
    whole = await leaderboard('whole')
  })
  const withoutTimes = (rows: Record<string, string>[]) => rows.map(({ seconds: _, ...row }) => row)

  it('by Ctrl-C has checkpoints, and ends after --resume as if it had not been', async () => {
    const stopped = await hvamp(folder, tune('stopped', ...some, '--parallel', '2'), {
      onStderr: onceWhen(async (child) => {
        while (!(await exists('stopped', 'trials', '001-beta=0.1', 'config.json'))) await setTimeout(20)
        child.kill('SIGINT')
      }),
    })
    expect(stopped).toMatchObject({ code: 130, stdout: '' })
    expect(stopped.stderr).toContain('resume with: hvamp tune --resume stopped')
    const resumed = await hostedHvamp(folder, ['tune', '--resume', 'stopped'])
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(withoutTimes(await leaderboard('stopped'))).toEqual(withoutTimes(whole))
  })

  it('by kill -9, again and again, ends in the same way; nothing of the killed is left behind', async () => {
    for (const delay of isSlowToo ? [300, 1700, 3100] : [1700]) {
      const killed = await hvamp(folder, tune('killed', ...some), {
        onStderr: onceWhen(async (child) => {
          await setTimeout(delay)
          child.kill('SIGKILL')
        }),
      })
      if (killed.signal === null) break // was done before
      expect(killed).toMatchObject({ code: null, signal: 'SIGKILL' })
    }
    const { code, stderr } = await hostedHvamp(folder, tune('killed', ...some))
    expect(code, stderr).toBe(0)
    expect(withoutTimes(await leaderboard('killed'))).toEqual(withoutTimes(whole))
    for (const trial of await readdir(join(folder, 'killed', 'trials')))
      expect(await readdir(join(folder, 'killed', 'trials', trial))).not.toContain('checkpoint')
  })

  it('is alone in its folder, and so is each run', async () => {
    const args = ['train', 'ratings.csv', ...endless, '--out', 'busy']
    const { stderr } = await hvamp(folder, args, {
      onStderr: onceWhen(async (child) => {
        const second = await hostedHvamp(folder, ['train', '--resume', 'busy'])
        await writeFile(join(folder, 'second.txt'), `${second.code} ${second.stderr}`)
        child.kill('SIGINT')
      }, /NDCG@100/),
    })
    expect(stderr).toContain('resume with: hvamp train --resume busy')
    expect(await read('second.txt')).toBe(
      '2 hvamp: busy: must be used by one process at a time, got a second one\n',
    )
  })
})

async function exists(...path: string[]): Promise<boolean> {
  return stat(join(folder, ...path)).then(
    () => true,
    () => false,
  )
}

/** Does something when the process says this first. */
function onceWhen(act: (child: ChildProcess) => Promise<void>, said = /./) {
  let begun = false
  return (text: string, child: ChildProcess) => {
    if (begun || !said.test(text)) return
    begun = true
    void act(child)
  }
}

it('says in a line why a process ended badly', () => {
  expect(reasonOf(2, null, 'training\nhvamp: ease: l2 must be …\n')).toBe('ease: l2 must be …')
  expect(reasonOf(1, null, 'TypeError: x\n    at y\nhvamp: this is a fault of hvamp\n')).toBe('TypeError: x')
  expect(reasonOf(null, 'SIGKILL', '')).toMatch(/killed by SIGKILL/)
  expect(reasonOf(null, 'SIGABRT', '<--- GCs --->\nFATAL ERROR: … JavaScript heap out of memory')).toBe(
    'ran out of memory',
  )
  expect(reasonOf(143, null, '')).toMatch(/stopped by a signal/)
  expect(reasonOf(7, null, '')).toBe('ended with exit code 7')
})
