import type { ChildProcess } from 'node:child_process'
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hvamp, jsonLines, scratch, tinyMultVae, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await done('train', 'ratings.csv', '--model', 'mult-vae', ...options)
})
afterAll(() => remove())

const run = join('runs', 'ratings-mult-vae')
const options = [...tinyMultVae, '--metrics', 'hitRate@3,ndcg@10']

/** Output of a command that has to succeed. */
async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
  return stdout
}

it('stats counts what is in the file, and what is kept of it', async () => {
  const text = await readFile(join(folder, 'ratings.csv'), 'utf8')
  const rows = text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const [line] = jsonLines(await done('stats', 'ratings.csv', '--at-least', '5', '--min-user', '0', '--json'))
  expect(line).toMatchObject({
    read: { users: new Set(rows.map(([user]) => user)).size, interactions: rows.length },
    kept: { interactions: rows.filter(([, , rating]) => rating === '5').length },
  })
  const table = await done('stats', 'ratings.csv')
  expect(table).toMatch(new RegExp(`interactions +${rows.length.toLocaleString('en-US')} `))
  expect(table).toContain('kept: ratings ≥ 4, then users with ≥ 5 items')
})

it('split writes parts that train takes, with the same users and items as from the file itself', async () => {
  expect(await done('split', 'ratings.csv', '--out', 'parts', '--held-out', '40')).toMatch(/written to parts/)
  expect(await readdir(join(folder, 'parts'))).toHaveLength(6)
  await done('train', 'parts', '--out', 'from-parts', '--model', 'mult-vae', ...withoutHeldOut())
  const config = async (path: string) => JSON.parse(await readFile(join(folder, path, 'config.json'), 'utf8'))
  const [parts, file] = [await config('from-parts'), await config(run)]
  expect(parts.data.train).toEqual(file.data.train)
  expect(parts.data.items).toEqual(file.data.items)
  expect(parts.options).toEqual(file.options)
})

function withoutHeldOut(): string[] {
  const at = options.indexOf('--held-out')
  return [...options.slice(0, at), ...options.slice(at + 2)]
}

it('evaluate finds by the metrics of the run what train found, on its test users and on those of a split', async () => {
  const { test } = JSON.parse(await readFile(join(folder, run, 'metrics.json'), 'utf8'))
  expect(Object.keys(test.models['mult-vae'].metrics)).toEqual(['hitRate@3', 'ndcg@10'])
  const own = jsonLines(await done('evaluate', run, '--json', '--backend', 'wasm')).at(-1) as never
  expect(own).toMatchObject({ users: test.users, models: { 'mult-vae': test.models['mult-vae'] } })
  await done('split', 'ratings.csv', '--out', 'again', '--held-out', '40')
  const split = jsonLines(await done('evaluate', run, 'again', '--json', '--backend', 'wasm')).at(-1) as never
  expect(split).toMatchObject({ users: test.users, models: { 'mult-vae': test.models['mult-vae'] } })
})

it('evaluate measures on everyone in another file', async () => {
  await writeSample(join(folder, 'more.csv'), 80)
  const table = await done('evaluate', run, 'more.csv', '--metrics', 'hitRate@5,precision@5')
  expect(table).toMatch(/HitRate@5 +Precision@5/)
  expect(table).toMatch(/standard error over \d\d users/)
})

it('recommend names none of the history, best first, as a table, as JSON and as CSV', async () => {
  const history = ['1', '2', '3']
  const [line] = jsonLines(await done('recommend', run, '--items', history.join(','), '--top', '7', '--json'))
  const items = (line as { items: { item: string; score: number }[] }).items
  expect(items).toHaveLength(7)
  expect(items.map(({ item }) => item).filter((item) => history.includes(item))).toEqual([])
  expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).sort((a, b) => b - a))
  await writeFile(join(folder, 'basket.txt'), '1\n2\n')
  const ofFile = ['recommend', run, '--items', '@basket.txt', '--item', '3', '--top', '7', '--json']
  expect(jsonLines(await done(...ofFile))).toEqual([line])
  const table = await done('recommend', run, '--items', history.join(','), '--top', '7')
  expect(
    table
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(/ +/)[2]),
  ).toEqual(items.map(({ item }) => item))

  await done('recommend', run, '--history', 'ratings.csv', '--top', '2', '--out', 'recommended.csv')
  const csv = (await readFile(join(folder, 'recommended.csv'), 'utf8')).trimEnd().split('\n')
  expect(csv[0]).toBe('userId,rank,itemId,score,basis')
  expect(csv).toHaveLength(1 + 2 * 200)
})

it('recommend says how many lists are shorter than they were asked to be', async () => {
  const there = ['--history', 'ratings.csv', '--user', '1', '--user', '2', '--out', 'all.csv']
  const { code, stderr } = await hostedHvamp(folder, ['recommend', run, ...there, '--top', '5000'])
  expect(code, stderr).toBe(0)
  expect(stderr).toMatch(/^2 lists, 2 of them shorter than --top 5000: \d+ rows written to all\.csv$/m)
})

it('info says what a model is, of a run and of a model', async () => {
  const [line] = jsonLines(await done('info', run, '--json'))
  expect(line).toMatchObject({ model: 'mult-vae', options: { hidden: 16, latent: 4, gated: false } })
  expect(line!.metrics).toMatchObject({ test: { users: 40 } })
  expect(await done('info', join(run, 'model'))).toMatch(/model +mult-vae\n/)
})

it('doctor says what computes', async () => {
  const [line] = jsonLines(await done('doctor', '--backend', 'wasm', '--json'))
  expect(line).toMatchObject({ node: process.versions.node, backend: { name: 'wasm' } })
  expect(line!.gigaflops).toBeGreaterThan(0)
  expect(line!.libtensorflow).toEqual([
    { name: 'tfjs-node', brings: 'libtensorflow on the processor', missing: expect.any(Array) },
    { name: 'tfjs-node-gpu', brings: 'libtensorflow on an NVIDIA GPU', missing: expect.any(Array) },
  ])
  expect(line!.queues).toEqual([
    { name: 'redis://…', brings: 'jobs on a server of the Redis protocol', missing: [] },
    { name: 'postgres://…', brings: 'jobs on PostgreSQL', missing: [] },
  ])
  const printed = await done('doctor')
  expect(printed).toMatch(/^--queue redis:\/\/… \(jobs on a server of the Redis protocol\) can start here$/m)
  expect(printed).toMatch(/speed of products +[\d.]+ GFLOP\/s/)
  expect(printed).toMatch(/^--backend tfjs-node \(libtensorflow on the processor\) (can start here|lacks)$/m)
})

it('demo compares models with popularity and, on made-up ratings, with the oracle, and recommends', async () => {
  const madeUp = await done('demo', '--epochs', '1', '--backend', 'wasm')
  expect(madeUp).toMatch(/popularity .*\n *EASE .*\n *Mult-VAE .*\n *H\+Vamp \(Gated\) .*\n *oracle /)
  expect(madeUp).toMatch(/User \d+ has \d+ items.*recommends:/)
  expect(
    madeUp
      .trimEnd()
      .split('\n')
      .slice(-5)
      .map((line) => line[0]),
  ).toEqual(['1', '2', '3', '4', '5'])
  const ofFile = await done('demo', 'ratings.csv', '--epochs', '1', '--backend', 'wasm')
  expect(ofFile).toMatch(/popularity .*\n *EASE .*\n *Mult-VAE .*\n *H\+Vamp \(Gated\) .*\nmean/)
})

it('demo ends with commands that read the same file with the options that it was read with', async () => {
  const rows = (await readFile(join(folder, 'ratings.csv'), 'utf8')).trimEnd().split('\n').slice(1)
  const orders = rows.map((row) => row.split(',').slice(0, 2).join('\t'))
  await writeFile(join(folder, 'my orders.tsv'), `${[...orders, 'NULL\t7'].join('\n')}\n`)
  const options = ['--no-header', '--missing', 'skip', '--user-column', '0', '--item-column', '1']
  const demo = [
    'demo',
    'my orders.tsv',
    ...options,
    '--delimiter',
    'tab',
    '--epochs',
    '1',
    '--backend',
    'wasm',
  ]
  const { code, stderr } = await hostedHvamp(folder, demo)
  expect(code, stderr).toBe(0)
  const [, next] = stderr.split(/^Next:$/m)
  const commands = next!
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*$/, '').trim())
  expect(commands).toHaveLength(6)
  for (const command of commands) {
    const [, ...words] = wordsOf(command)
    const isLong = words[0] === 'train' && !/ease|item-knn/.test(command)
    if (isLong) expect(words.slice(1)).toEqual(expect.arrayContaining(['--no-header', 'skip', 'tab']))
    else await done(...words, ...(words[0] === 'tune' ? ['--trials', '1'] : []))
  }
  const [, recommend] = /^ {2}hvamp (recommend .*)$/m.exec(stderr)!
  expect(await done(...wordsOf(recommend!))).toMatch(/\d/)
})

/** The words of a command that a shell takes. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)
}

it('tells the output of a closed pipe from a fault', async () => {
  const { code, stderr } = await hvamp(folder, ['stats', 'ratings.csv'], {
    onStdout: (_, child) => child.stdout?.destroy(),
  })
  expect(code).toBe(0)
  expect(stderr).not.toMatch(/hvamp: |Error/)
})

it('a closed pipe takes nothing but the output: the work is done, and its exit code is told', async () => {
  const closed = { onStdout: (_: string, child: ChildProcess) => child.stdout?.destroy() }
  const run = ['train', 'ratings.csv', '--model', 'popularity', '--held-out', '40', '--json']
  const { code, stderr } = await hvamp(
    folder,
    [...run, '--latest', 'piped/latest', '--out', 'piped/run'],
    closed,
  )
  expect(code, stderr).toBe(0)
  expect(stderr).toBe('')
  expect(await readlink(join(folder, 'piped', 'latest'))).toBe('run')
})
