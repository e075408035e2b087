import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hvamp, jsonLines, scratch, tiny, withOptions, writeSample } from './command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  const { code, stderr } = await hvamp(folder, ['train', 'ratings.csv', '--out', 'whole', ...tiny])
  expect(code, stderr).toBe(0)
})
afterAll(() => remove())

const read = (...path: string[]) => readFile(join(folder, ...path), 'utf8')

describe('a finished run', () => {
  it('holds configuration, history, metrics, what reports are made of, and the model; no checkpoint', async () => {
    expect((await readdir(join(folder, 'whole'))).sort()).toEqual([
      'config.json',
      'data.json',
      'history.csv',
      'latent.json',
      'metrics.json',
      'model',
      'per-user.csv',
      'trained-users.bin',
    ])
  })

  it('says in config.json what it was done with', async () => {
    const config = JSON.parse(await read('whole', 'config.json'))
    expect(config.options).toMatchObject({
      model: 'hvamp',
      gated: true,
      layers: 2,
      upperLatent: 4,
      heldOut: 40,
    })
    expect(config.options).toMatchObject({
      beta: 0.3,
      dropout: 0.5,
      seed: 98765,
      atLeast: 4,
      minUser: 5,
      backend: 'wasm',
    })
    expect(config.versions).toMatchObject({ node: process.versions.node, tfjs: '4.22.0' })
    expect(config.data.source.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(config.data.train.users + 80).toBeGreaterThan(100)
    expect(config.backend).toEqual({ name: 'wasm' })
  })

  it('measures the model beside popularity, with standard errors that the per-user values give', async () => {
    const { test } = JSON.parse(await read('whole', 'metrics.json'))
    const rows = (await read('whole', 'per-user.csv'))
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    expect(rows[0]).toEqual(['model', 'userId', 'foldIn', 'heldOut', 'ndcg@100', 'recall@20', 'recall@50'])
    for (const model of ['hvamp', 'popularity']) {
      const values = rows.filter(([name]) => name === model).map((row) => Number(row[4]))
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      const { mean: told, standardError } = test.models[model].metrics['ndcg@100']
      expect(values).toHaveLength(test.users)
      expect(told).toBeCloseTo(mean, 12)
      expect(standardError).toBeCloseTo(Math.sqrt(squares / (values.length - 1) / values.length), 12)
    }
  })

  it('says of each test user how much was seen and held out, and where the latents put it', async () => {
    const config = JSON.parse(await read('whole', 'config.json'))
    const rows = (await read('whole', 'per-user.csv')).trimEnd().split('\n').slice(1)
    const counts = rows
      .map((line) => line.split(','))
      .filter(([model]) => model === 'hvamp')
      .reduce((total, row) => total + Number(row[2]) + Number(row[3]), 0)
    expect(counts).toBe(config.data.test.interactions)
    const map = JSON.parse(await read('whole', 'latent.json'))
    for (const column of ['userIds', 'x', 'y', 'components']) expect(map[column]).toHaveLength(40)
    expect(map.components.every((component: number) => component >= 0 && component < 5)).toBe(true)
    const [first, second] = map.varianceShares
    expect(first).toBeGreaterThan(second)
    expect(first + second).toBeLessThanOrEqual(1)
  })

  it('says what the training data look like', async () => {
    const { data } = JSON.parse(await read('whole', 'config.json'))
    const profile = JSON.parse(await read('whole', 'data.json'))
    const { users: trained, interactions } = data.train
    expect(profile).toMatchObject({ users: trained, interactions, items: data.items })
    expect(profile.popularity[0]).toMatchObject({ rank: 1, interactions: profile.interactionsPerItem.max })
    expect(profile.popularity.at(-1)).toMatchObject({ rank: data.items, cumulative: data.train.interactions })
    const users = profile.historyLengths.map((bin: { users: number }) => bin.users)
    expect(users.reduce((total: number, count: number) => total + count)).toBe(data.train.users)
    expect(profile.historyLengths.at(-1).below).toBe(profile.interactionsPerUser.max + 1)
  })

  it('is not begun again by --resume', async () => {
    const { code, stderr } = await hvamp(folder, ['train', '--resume', 'whole'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `whole is finished: see ${join('whole', 'metrics.json')}\n`,
    })
  })
})

describe('a run that is stopped', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s exits with %i, and ends after --resume as if it had not been', async (signal, code) => {
    const run = `stopped-${code}`
    const stopped = await hvamp(folder, ['train', 'ratings.csv', '--out', run, ...tiny], {
      onStderr: once(/epoch 2\/6/, signal),
    })
    expect(stopped).toMatchObject({ code, stdout: '' })
    expect(stopped.stderr).toMatch(/stopping: the checkpoint is being written/)
    expect(stopped.stderr).toContain(`resume with: hvamp train --resume ${run}`)
    expect((await readdir(join(folder, run))).sort()).toEqual(['checkpoint', 'config.json', 'history.csv'])

    const resumed = await hvamp(folder, ['train', '--resume', run])
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(resumed.stderr).toMatch(/resumed in epoch [23] after \d+ batches/)
    expect(await read(run, 'per-user.csv')).toBe(await read('whole', 'per-user.csv'))
    expect(await read(run, 'model', 'model.json')).toBe(await read('whole', 'model', 'model.json')) // with the checksum
    expect((await readdir(join(folder, run))).sort()).toEqual(await readdir(join(folder, 'whole')))
  })

  describe('while it is measured', () => {
    /** Makes a process send itself Ctrl-C once it has said a text. */
    const stoppingAt = (text: string) => {
      const code = `const { write } = process.stderr
        process.stderr.write = (said, ...rest) => {
          if (said.includes('${text}')) setImmediate(() => process.kill(process.pid, 'SIGINT'))
          return write.call(process.stderr, said, ...rest)
        }`
      return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
    }
    const measured = withOptions(tiny, '--held-out', '700', '--epochs', '1')
    beforeAll(() => writeSample(join(folder, 'many.csv'), 2500))

    it('is measured by --resume', async () => {
      const run = ['train', 'many.csv', '--out', 'measured', ...measured]
      const stopped = await hvamp(folder, run, { env: stoppingAt('measuring on 700') })
      expect(stopped).toMatchObject({ code: 130, stdout: '' })
      expect(stopped.stderr).toMatch(/\nstopping\nstopped; resume with: hvamp train --resume measured\n$/)

      const resumed = await hvamp(folder, ['train', '--resume', 'measured'])
      expect(resumed.code, resumed.stderr).toBe(0)
      expect(resumed.stderr).toContain('resumed in epoch 2 after 0 batches')
      expect(resumed.stdout).toMatch(/over \d+ test users/)
    })

    it('is fitted again by --resume where its model has no checkpoints', async () => {
      const run = ['train', 'many.csv', '--out', 'ease', '--model', 'ease', '--held-out', '700']
      const after = ['--fail-below', 'popularity', '--latest']
      const stopped = await hvamp(folder, [...run, ...after], { env: stoppingAt('measuring on 700') })
      expect(stopped).toMatchObject({ code: 130, stdout: '' })
      expect(stopped.stderr).toMatch(
        /\nstopped; begin again with: hvamp train --resume ease --fail-below popularity --latest\n$/,
      )
      const resumed = await hvamp(folder, ['train', '--resume', 'ease'])
      expect(resumed.code).toBe(0)
      expect(resumed.stderr).toMatch(
        /\nease was begun with --latest, and the link does not lead to it: hvamp train --resume ease --latest\n$/,
      )
      const linked = await hvamp(folder, ['train', '--resume', 'ease', '--latest'])
      expect(linked.stderr).toMatch(/\nlatest leads to ease now\n$/)
      const again = await hvamp(folder, ['train', '--resume', 'ease'])
      expect(again.stderr).toMatch(/^ease is finished: [^\n]*\n$/)
    })

    it('by evaluate, says that nothing is left of it', async () => {
      const stopped = await hvamp(folder, ['evaluate', 'measured', 'many.csv'], {
        env: stoppingAt('took part in training'),
      })
      expect(stopped).toMatchObject({ code: 130, stdout: '' })
      expect(stopped.stderr).toMatch(/\nstopped; nothing was measured: the same command begins again\n$/)
    })
  })

  it('whose checkpoint is damaged since says how to begin it again', async () => {
    const stopped = await hvamp(folder, ['train', 'ratings.csv', '--out', 'cut', ...tiny], {
      onStderr: once(/epoch 2\/6/, 'SIGINT'),
    })
    expect(stopped.code).toBe(130)
    await writeFile(join(folder, 'cut', 'checkpoint', 'checkpoint.json'), '{"sha')
    const damaged = await hvamp(folder, ['train', '--resume', 'cut'])
    expect(damaged.code).toBe(2)
    expect(damaged.stderr).toMatch(/checkpoint\.json: the file is damaged/)
    const checkpoint = join('cut', 'checkpoint')
    expect(damaged.stderr).toContain(
      `to begin the run again, remove ${checkpoint} and resume with: hvamp train --resume cut`,
    )
    await rm(join(folder, checkpoint), { recursive: true })
    expect((await hvamp(folder, ['train', '--resume', 'cut'])).code).toBe(0)
    expect(await read('cut', 'per-user.csv')).toBe(await read('whole', 'per-user.csv'))
  })

  it('by two signals exits at once', async () => {
    const { code, signal } = await hvamp(
      folder,
      ['train', 'ratings.csv', '--out', 'twice', ...withOptions(tiny, '--epochs', '300')],
      {
        onStderr: (soFar, child) => {
          if (/epoch 2\//.test(soFar)) child.kill('SIGINT')
        },
      },
    )
    expect([130, 'SIGINT']).toContain(code ?? signal) // a shell sees 130 either way
  })

  it('takes no options that differ from those it was begun with', async () => {
    const { code, stderr } = await hvamp(folder, [
      'train',
      '--resume',
      'twice',
      '--beta',
      '0.5',
      '--epochs',
      '300',
    ])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'hvamp: --beta: must be 0.3 as when twice was begun, or left out, got 0.5\n',
    })
  })

  it('takes no other data', async () => {
    await writeSample(join(folder, 'other.csv'), 210)
    const { code, stderr } = await hvamp(folder, ['train', 'other.csv', '--resume', 'twice'])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^hvamp: other\.csv: must be as when twice was begun, with SHA-256 \w+, got \w+: hvamp train FILE --resume twice takes the earlier data from another file; to train on these, give the command that began twice another --out\n$/m,
    )
  })
})

it('speaks nothing but JSON lines with --json', async () => {
  const { code, stdout, stderr } = await hvamp(folder, [
    'train',
    'ratings.csv',
    '--json',
    ...withOptions(tiny, '--epochs', '2'),
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = jsonLines(stdout)
  expect(lines.map(({ event }) => event)).toEqual([
    ...[
      'data',
      'run',
      'start',
      'validation',
      'improved',
      'epoch',
      'validation',
      'improved',
      'epoch',
      'checkpoint',
      'stop',
    ],
    'result',
  ])
  const system = 'H+Vamp (Gated)'
  expect(lines.at(-1)).toMatchObject({
    ...{ run: join('runs', 'ratings-hvamp'), bestEpoch: 2 },
    warnings: expect.arrayContaining([
      {
        ...{ kind: 'best-in-last-epoch', system },
        text: expect.stringMatching(/^validation was best in the last epoch, 2/),
      },
    ]),
  })
  const { kept, read } = lines[0] as { kept: { users: number }; read: { users: number } }
  expect(lines[0]).toMatchObject({
    file: 'ratings.csv',
    reading: { format: 'table', rows: expect.any(Number) },
    ratings: { lowest: 1, highest: 5 },
    atLeast: 4,
    minUser: 5,
  })
  expect(kept.users).toBeLessThanOrEqual(read.users)
})

/** Sends a signal when the text comes up for the first time. */
function once(text: RegExp, signal: NodeJS.Signals) {
  let sent = false
  return (soFar: string, child: { kill(signal: NodeJS.Signals): boolean }) => {
    if (sent || !text.test(soFar)) return
    sent = true
    child.kill(signal)
  }
}
