import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

async function split(...args: string[]): Promise<void> {
  const { code, stderr } = await hostedHvamp(folder, ['split', ...args])
  expect(code, stderr).toBe(0)
}

async function refused(...args: string[]): Promise<string> {
  const { code, stderr } = await hostedHvamp(folder, ['split', ...args, '--out', 'never'])
  expect(code, stderr).toBe(2)
  return stderr.trimEnd().split('\n').at(-1)!
}

/** Writes ratings for items of twenty users. */
async function ratedFile(
  name: string,
  [from, to]: readonly [number, number],
  ratingOf: (user: number, i: number) => string | number,
) {
  const row = (user: number, i: number) => `u${user},i${(7 * user + i) % 40},${ratingOf(user, i)}`
  const rows = Array.from({ length: 20 * (to - from) }, (_, i) => row(i % 20, from + Math.floor(i / 20)))
  await writeFile(join(folder, name), `user,item,rating\n${rows.join('\n')}\n`)
  return name
}

it('ratings of another scale are refused, unless a threshold is chosen, as several files of data are', async () => {
  const fives = (user: number, i: number) => 1 + ((user + i) % 5)
  const tens = (user: number, i: number) => 2 * fives(user, i)
  const train = await ratedFile('fives.csv', [0, 12], fives)
  const test = await ratedFile('tens.csv', [12, 18], tens)
  const alike = await ratedFile('more-fives.csv', [18, 22], fives)
  const wayOut =
    'bring them to one scale before, or choose --at-least for all files, or --implicit if every row stands for a like'
  expect(await refused(train, '--test', test)).toBe(
    `hvamp: tens.csv: must have ratings on the scale of fives.csv, which go up to 5, got ratings up to 10: ${wayOut}`,
  )
  const other = `hvamp: tens.csv: must have ratings on the scale of more-fives.csv, which go up to 5, got ratings up to 10: ${wayOut}`
  expect(await refused(test, '--test', alike)).toBe(other)
  expect(await refused(train, '--test', alike, '--validation', test)).toContain('scale of fives.csv')
  await split(train, '--test', alike, '--out', 'one-scale')
  await split(train, '--test', test, '--at-least', '2', '--out', 'chosen')
  await split(train, '--test', test, '--implicit', '--out', 'all-liked')
  await split(train, '--test', await ratedFile('ones.csv', [12, 18], () => 1), '--out', 'ones')
})

it('words as ratings are refused beside numbers, whatever is chosen as liked', async () => {
  const words = (user: number, i: number) => ((user + i) % 3 === 0 ? 'dislike' : 'like')
  const train = await ratedFile('words.csv', [0, 12], words)
  const chosen = ['--at-least', '1']
  const stars = await ratedFile('stars.csv', [12, 18], (user, i) => 1 + ((user + i) % 5))
  expect(await refused(train, '--test', stars, ...chosen)).toBe(
    'hvamp: stars.csv: must have words as ratings, as words.csv has, got numbers; write all as numbers if they are on one scale: choose with --implicit if every row stands for a like',
  )
  expect(await refused(stars, '--test', train, ...chosen)).toContain('must have numbers as ratings')
  const alike = await ratedFile('more-words.csv', [12, 18], words)
  await split(train, '--test', alike, ...chosen, '--out', 'words')
})
