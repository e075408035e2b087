import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entriesOf, syntheticInteractions } from '@hvamp/data'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'
import { publishedTables } from './published-tables'

const shape = Object.fromEntries(publishedTables.map(({ name, dataSet }) => [name, dataSet]))

it('are the five tables of results and MovieLens 1M, each on its data set', () => {
  expect(shape).toEqual({
    '4-2': 'ml-20m',
    '4-3': 'netflix',
    '4-4': 'pinterest',
    '4-5': 'melon',
    '4-6': 'netflix',
    'ml-1m': 'ml-1m',
  })
  const sizes = publishedTables.map(({ rows, metrics }) => [rows.length, metrics.length])
  expect(sizes).toEqual([
    [8, 5],
    [8, 5],
    [5, 5],
    [5, 5],
    [12, 1],
    [14, 3],
  ])
})

const page = fileURLToPath(new URL('../../../../../shared/published-tables.md', import.meta.url))
describe.skipIf(!existsSync(page))('against the page of published numbers', () => {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const sections = new Map(
    [...text.matchAll(/\*\*Table (\d-\d),[^\n]*\n(.*?)(?=\n\*\*|$)/gs)].map(([, name, body]) => [
      name!,
      body!
        .split('\n')
        .filter((line) => /^\| [A-Z]/.test(line))
        .map((line) => line.split('|').map((cell) => cell.trim().replace(' †', '')))
        .map(([, title, ...cells]) => ({
          title: title!,
          values: cells.slice(0, -1).map((cell) => (cell === '–' ? undefined : Number(cell))),
        })),
    ]),
  )
  const titles: Record<string, string> = {
    wmf: 'WMF',
    slim: 'SLIM',
    cdae: 'CDAE',
    'mult-vae': 'Mult-VAE',
    vamp: 'Vamp',
    hvamp: 'H+Vamp',
    'mult-vae-gated': 'Mult-VAE (Gated)',
    'hvamp-gated': 'H+Vamp (Gated)',
  }

  it.each(['4-2', '4-3', '4-4', '4-5'])('table %s has every number in its place', (name) => {
    const { rows, metrics } = publishedTables.find((table) => table.name === name)!
    const ours = rows.map((row) => ({
      title: titles[row.name]!,
      values: metrics.map((metric) => row.published[metric]?.mean),
    }))
    expect(ours).toEqual(sections.get(name))
  })

  it('table 4-6 has every cell of depth and gates', () => {
    const { rows } = publishedTables.find(({ name }) => name === '4-6')!
    const mean = (name: string) => rows.find((row) => row.name === name)!.published['ndcg@100']!.mean
    const ours = ['mult-vae', 'vamp', 'hvamp'].flatMap((model) =>
      [1, 2].map((layers) => ({
        title: `${titles[model]}, ${layers} layer${layers === 1 ? '' : 's'}`,
        values: [mean(`${model}-${layers}`), mean(`${model}-${layers}-gated`)],
      })),
    )
    expect(ours).toEqual(sections.get('4-6'))
  })
})

/** Small files in the form of each publisher, of made-up users. */
const writers: Record<string, (folder: string) => Promise<void>> = {
  async 'ml-20m'(folder) {
    const rows = ratings().map(
      ([user, item, rating]) => `${user},${item},${rating}.0,${1_112_486_027 + item}`,
    )
    await writeFile(join(folder, 'ratings.csv'), ['userId,movieId,rating,timestamp', ...rows, ''].join('\n'))
  },
  async netflix(folder) {
    const byItem = [...groups(ratings())].sort(([a], [b]) => a - b)
    for (const part of [1, 2, 3, 4]) {
      const movies = byItem.filter(([item]) => Math.ceil(item / 15) === part)
      const blocks = movies.map(
        ([item, entries]) =>
          `${item}:\n${entries.map(([user, , rating]) => `${user},${rating},2005-09-06\n`).join('')}`,
      )
      await writeFile(join(folder, `combined_data_${part}.txt`), blocks.join(''))
    }
  },
  async pinterest(folder) {
    const lines = ratings().map(([user, item]) => `${user}\t${item}\t1\t0\n`)
    const at = Math.floor(lines.length * 0.95)
    await writeFile(join(folder, 'pinterest-20.train.rating'), lines.slice(0, at).join(''))
    await writeFile(join(folder, 'pinterest-20.test.rating'), lines.slice(at).join(''))
  },
  async melon(folder) {
    // users with 100 songs, songs with 3,000 listeners: nothing less is kept
    const lines = Array.from({ length: 3300 }, (_, user) =>
      Array.from({ length: 105 }, (_, i) => `u${user},s${(user * 7 + i) % 110},${1 + ((user + i) % 40)}\n`),
    )
    await writeFile(join(folder, 'plays.csv'), ['user,song,plays\n', ...lines.flat()].join(''))
  },
}

function ratings(): [user: number, item: number, rating: number][] {
  const { interactions } = syntheticInteractions({ users: 300, items: 60, interactionsPerUser: 15, seed: 7 })
  return Array.from(entriesOf(interactions), ({ user, item, value }) => [
    Number(user) + 1,
    Number(item) + 1,
    Math.round(value!),
  ])
}

function groups(entries: [number, number, number][]): Map<number, [number, number, number][]> {
  const byItem = new Map<number, [number, number, number][]>()
  for (const entry of entries) byItem.set(entry[1], [...(byItem.get(entry[1]) ?? []), entry])
  return byItem
}

describe('from small files in the form of their publishers', { timeout: 600_000 }, () => {
  let folder: string
  let remove: () => Promise<void>
  beforeAll(async () => {
    ;({ folder, remove } = await scratch())
    for (const [name, write] of Object.entries(writers)) {
      await mkdir(join(folder, 'data', name), { recursive: true })
      await write(join(folder, 'data', name))
    }
  })
  afterAll(() => remove())

  const ofPaper = publishedTables.filter(({ name }) => name !== 'ml-1m')
  // Every row takes minutes: the first stands for them in the quick suite.

  it.each(ofPaper.map(({ name }) => name))('table %s is made from end to end', async (name) => {
    const table = ofPaper.find((each) => each.name === name)!
    const rows = isSlowToo ? table.rows : [table.rows[0]!]
    const { code, stderr, stdout } = await hostedHvamp(folder, [
      ...['reproduce', name, '--out', `out-${name}`, '--rows', rows.map((row) => row.name).join(',')],
      ...['--partial', '--held-out', '40', '--budget', '0.002', '--backend', 'wasm', '--json'],
    ])
    expect(code, stderr).toBe(0)
    const result = JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
    expect(result.rows.map((row: { name: string }) => row.name)).toEqual(rows.map((row) => row.name))
    for (const { comparisons } of result.rows) {
      for (const { metric, ours, published, verdict } of comparisons) {
        expect(ours.mean, metric).toBeGreaterThan(0)
        expect(verdict === undefined).toBe(published === undefined)
      }
    }
  })
})
