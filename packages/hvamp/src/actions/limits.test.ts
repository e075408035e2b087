import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await writeFile(
    join(folder, 'bomb.csv.gz'),
    gzipSync(`userId,itemId,rating\n${'1,2,5\n'.repeat(6_000_000)}`),
  )
  await train('run', '--max-rows', '5000', '--max-bytes', '50000000')
})
afterAll(() => remove())

async function train(out: string, ...options: string[]): Promise<void> {
  const popularity = ['--model', 'popularity', '--held-out', '40', '--out', out, ...options]
  const { code, stderr } = await hostedHvamp(folder, ['train', 'ratings.csv', ...popularity])
  expect(code, stderr).toBe(0)
}

const config = async (run: string) =>
  JSON.parse(await readFile(join(folder, run, 'config.json'), 'utf8')).options

it('the limits of a file are recorded where they are given', async () => {
  expect(await config('run')).toMatchObject({ maxRows: 5000, maxBytes: 50_000_000 })
  await train('free')
  expect(Object.keys(await config('free')).filter((name) => name.startsWith('max'))).toEqual([])
})

it.each([
  [
    ['stats', 'ratings.csv', '--max-rows', '10'],
    'ratings.csv: expected at most 10 rows, got more: choose with --max-rows',
  ],
  [
    ['stats', 'ratings.csv', '--max-bytes', '99'],
    'ratings.csv: expected at most 99 bytes of text, got more: choose with --max-bytes',
  ],
  [
    ['recommend', 'run', '--history', 'bomb.csv.gz', '--max-rows', '10'],
    'bomb.csv.gz: expected at most 10 rows, got more: choose with --max-rows',
  ],
  [
    ['recommend', 'run', '--history', 'bomb.csv.gz'],
    'bomb.csv.gz: expected at most 5000 rows, got more: choose with --max-rows',
  ],
  [['stats', 'bomb.csv.gz'], /bomb\.csv\.gz: expected at most 100 times .*: choose with --max-expansion\n$/],
  [['stats', 'ratings.csv', '--max-rows', '0'], "--max-rows: must be an integer, at least 1, got '0'"],
])('%j is refused, naming the flag', async (args, message) => {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/(^|\n)hvamp: [^\n]+\n$/) // after the progress of reading, where that is slow
  expect(stderr).toMatch(message)
})
