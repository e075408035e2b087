import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exists } from '../files/folders'
import { jsonLines, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
const run = (...args: string[]) => hostedHvamp(folder, args)
const json = async (...path: string[]) => JSON.parse(await readFile(join(folder, ...path), 'utf8'))

beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  for (const [model, ...options] of [
    ['ease', '--l2', '20'],
    ['item-knn', '--neighbours', '5'],
    ['mult-vae', ...tinyMultVae],
  ]) {
    const ofData = withOptions(options, '--held-out', '40')
    const { code, stderr } = await run('train', 'ratings.csv', '--model', model!, ...ofData, '--out', model!)
    expect(code, stderr).toBe(0)
  }
  const { code, stderr } = await run('blend', 'ease', 'mult-vae', '--out', 'both')
  expect(code, stderr).toBe(0)
}, 120_000)
afterAll(() => remove())

describe('hvamp blend', { timeout: 60_000 }, () => {
  it('writes a run with the weights that are best on the validation users, whoever of the test users it finds', async () => {
    const { options, blend, data } = await json('both', 'config.json')
    expect(options.model).toBe('blend')
    expect(data).toEqual((await json('ease', 'config.json')).data)
    expect(blend).toMatchObject({ weights: 'validation', tried: 21 })
    expect(blend.parts).toMatchObject([
      { run: 'ease', title: 'EASE', options: { model: 'ease', l2: 20 } },
      { run: 'mult-vae', title: 'Mult-VAE', options: { model: 'mult-vae', hidden: 16 } },
    ])
    const { validation, test } = await json('both', 'metrics.json')
    for (const part of ['ease', 'mult-vae']) {
      expect(validation).toBeGreaterThanOrEqual((await json(part, 'metrics.json')).validation)
    }
    expect(Object.keys(test.models)).toEqual(['blend', 'popularity'])
    const weights = blend.parts.map(({ weight }: { weight: number }) => weight).join()
    const again = await run('blend', 'ease', 'mult-vae', '--weights', weights, '--out', 'again', '--json')
    const [last] = jsonLines(again.stdout).slice(-1)
    expect(last).toMatchObject({ event: 'result', validation, tried: [], test: test.models })
    expect(await readdir(join(folder, 'again'))).toEqual(await readdir(join(folder, 'both')))
  })

  it('blends three, in tables for people', async () => {
    const { code, stdout, stderr } = await run(
      'blend',
      'ease',
      'mult-vae',
      'item-knn',
      '--metrics',
      'ndcg@10',
      '--out',
      'three',
    )
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('choosing weights of 3 models by NDCG@100 on 40 validation users')
    expect(stdout).toMatch(/^EASE +\S+ +0\.\d{4}$/m)
    expect(stdout).toMatch(/^blend +0\.\d{4}$/m)
    expect(stdout).toMatch(/^EASE × Mult-VAE × Item-kNN +0\.\d{4} ± /m)
  })

  it('makes a run that needs its parts no more, and is asked like any other', async () => {
    await cp(join(folder, 'both'), join(folder, 'elsewhere', 'moved'), { recursive: true })
    await cp(join(folder, 'ratings.csv'), join(folder, 'elsewhere', 'ratings.csv'))
    const there = (...args: string[]) => hostedHvamp(join(folder, 'elsewhere'), args)
    const { test } = await json('both', 'metrics.json')
    const measured = await there('evaluate', 'moved', '--json')
    const [result] = jsonLines(measured.stdout)
    expect((result!.models as Record<string, unknown>).blend).toEqual(test.models.blend)
    const [list] = jsonLines(
      (await there('recommend', 'moved', '--items', '3,7', '--top', '2', '--explain', '--json')).stdout,
    )
    expect(list).toMatchObject({ basis: 'history', items: [{}, {}] })
    expect((await there('recommend', 'moved', '--items', '3', '--exclude', '1,2', '--top', '3')).code).toBe(0)
    expect(jsonLines((await there('similar', 'moved', '--items', '3', '--json')).stdout)[0]).toMatchObject({
      measure: 'score',
    })
    expect((await there('info', 'moved')).stdout).toMatch(/^part 1 +ease, weight \S+: l2 20$/m)
    expect((await there('info', 'moved')).stdout).toMatch(/^title +EASE × Mult-VAE$/m)
  })

  it('is compared and reported under the titles of its models', async () => {
    const [comparison] = jsonLines((await run('compare', 'both', 'ease', '--json')).stdout)
    expect(comparison).toMatchObject({
      systems: [{ title: 'EASE × Mult-VAE' }, { title: 'EASE' }, { title: 'popularity' }],
    })
    expect((await run('report', 'both', 'mult-vae', '--out', 'page.html')).code).toBe(0)
    expect(await readFile(join(folder, 'page.html'), 'utf8')).toContain('EASE × Mult-VAE')
  })

  it.each([
    [['embed', 'both', '--out', 'x.npy'], /^hvamp: .*must have vectors, got blend, which has none\n$/],
    ...['onnx', 'pytorch'].map((format): [string[], RegExp] => [
      ['export', 'both', '--to', format],
      /^hvamp: both: must be one model, got a blend: export the runs of its models, ease, mult-vae\n$/,
    ]),
    [
      ['train', '--refit', 'both'],
      /^hvamp: both: must have a model that is trained, got a blend, which hvamp blend makes of runs: name the run of one of its models\n$/,
    ],
    [
      ['train', 'ratings.csv', '--from', 'both'],
      /^hvamp: both: must have a model that is trained, got a blend/,
    ],
    [
      ['blend', 'both', 'item-knn'],
      /^hvamp: both: must be a run of one model, got a blend: name the runs of its models\n$/,
    ],
    [['blend', 'ease'], /^hvamp: blend: must have at least 2 runs, got 1\n$/],
    [
      ['blend', 'ease', 'ease/'],
      /^hvamp: blend: runs must differ, got ease and ease\/, which are the same\n$/,
    ],
    [
      ['blend', 'ease', 'nowhere'],
      /^hvamp: blend: must be the folder of a run, got 'nowhere', which is not there\n$/,
    ],
    [['blend', 'ease', 'item-knn', '--out', 'both'], /^hvamp: --out: must be a new folder, got 'both'/],
    [
      ['blend', 'ease', 'item-knn', '--weights', '1'],
      /^hvamp: --weights: must be 2, one for each run, got 1\n$/,
    ],
    [
      ['blend', 'ease', 'item-knn', '--weights', '0,0'],
      /^hvamp: --weights: must be numbers of at least 0, not all of them 0, got '0,0'\n$/,
    ],
  ])('what makes no sense is refused in a line: %s', async (args, line) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('runs of other users or other data are refused, and leave nothing', async () => {
    await run('train', 'ratings.csv', '--held-out', '30', '--model', 'popularity', '--out', 'fewer')
    await writeSample(join(folder, 'more.csv'), 220)
    await run('train', 'more.csv', '--held-out', '40', '--model', 'popularity', '--out', 'more')
    const other = await run('blend', 'ease', 'fewer', '--out', 'none')
    expect(other.stderr).toBe('hvamp: fewer: must be divided as ease, with --held-out 40, got 30\n')
    expect((await run('blend', 'ease', 'more', '--out', 'none')).stderr).toMatch(
      /^hvamp: more: must have the data of ease, with SHA-256 /,
    )
    await run('train', 'more.csv', '--held-out', '40', '--model', 'item-knn', '--out', 'more-knn')
    await writeSample(join(folder, 'more.csv'), 230)
    expect((await run('blend', 'more', 'more-knn', '--out', 'none')).stderr).toMatch(
      /^hvamp: more\.csv: must be as when .*more was begun, .*: put that data back, or train the runs again on the data of now\n$/,
    )
    expect(await exists(join(folder, 'none'))).toBe(false)
  })

  it('blends runs on everybody by given weights alone', async () => {
    for (const model of ['ease', 'item-knn']) await run('train', '--refit', model, '--out', `all-${model}`)
    const without = await run('blend', 'all-ease', 'all-item-knn', '--out', 'all')
    expect(without.stderr).toMatch(
      /hvamp: all-ease: must have validation users to choose weights on, got a run on everybody: give --weights/,
    )
    const { code, stderr } = await run(
      'blend',
      'all-ease',
      'all-item-knn',
      '--weights',
      '2,1',
      '--out',
      'all',
    )
    expect(code, stderr).toBe(0)
    expect(await json('all', 'metrics.json')).not.toHaveProperty('test')
    expect((await run('recommend', 'all', '--items', '3')).code).toBe(0)
  })
})
