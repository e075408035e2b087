import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDataOptions } from '../flags/data'
import { requestedOf } from '../flags/requested'
import type { DataSettings } from '../settings/data'
import { silent } from '../terminal/output'
import { loadRatings } from './load-ratings'

const MOST_STEPS = 3

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-advice-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the command says of a file with some options; undefined where it reads it. */
async function messageOf(path: string, options: readonly string[]): Promise<string | undefined> {
  const command = addDataOptions(new Command().exitOverride()).option('--split <name>')
  command.parse(['--min-user', '0', ...options], { from: 'user' })
  const { values, isExplicit } = requestedOf<DataSettings>(command)
  const timestamps = values.timeColumn !== undefined
  return loadRatings(path, { values, isExplicit }, { timestamps, out: silent }).then(
    () => undefined,
    (error: Error) => error.message,
  )
}

const withoutValue = ['--header', '--no-header', '--implicit']
const option = /(--[a-z-]+)(?: (?!--)(\$?'[^']*'|[^\s,]+))?/g

/**
 * The options that a message names, each way out a list of words; options without a value have the columns of the file, and are left out
 * where it has none for them.
 */
function waysOut(message: string, columns: readonly string[]): string[][] {
  const [, advice] = /.*\bchoose (?:with )?(?=.*--)(.*)$/.exec(message) ?? []
  if (advice === undefined) return []
  return advice
    .replace('--user-column and --item-column (names, or numbers from 0)', '--user-column --item-column')
    .split(/,? or (?=--)|, (?=--)/)
    .map((way) => way.replace(/ (?:if|where|for|with|alone|or|as) .*$/, ''))
    .map((way) => [...way.matchAll(option)].map(([, name = '', value]) => wordsOf(name, value, columns)))
    .filter((way) => way.length > 0 && way.every((words) => words !== undefined))
    .map((way) => way.flatMap((words) => words ?? []))
}

function wordsOf(name: string, value: string | undefined, columns: readonly string[]): string[] | undefined {
  if (withoutValue.includes(name)) return [name]
  const given = value?.replace(/^'(.*)'$/, '$1') ?? columns[columns.indexOf(name) + 1]
  return value === undefined && !columns.includes(name) ? undefined : [name, given!]
}

/** Options of which the later ones take the place of earlier ones of the same name. */
function joined(before: readonly string[], further: readonly string[]): string[] {
  const isHeader = (word: string) => /^--(?:no-)?header$/.test(word)
  const kept: string[] = []
  for (let at = 0; at < before.length; at++) {
    const [name, value] = [before[at]!, before[at + 1]]
    const hasValue = value !== undefined && !value.startsWith('--')
    if (!further.includes(name) && !(isHeader(name) && further.some(isHeader)))
      kept.push(name, ...(hasValue ? [value] : []))
    if (hasValue) at++
  }
  return [...kept, ...further]
}

/** Follows all advice; the number of steps to a reading, and the messages of those that lead nowhere. */
async function follow(path: string, columns: readonly string[]) {
  const trails: string[] = []
  let shortest = Number.POSITIVE_INFINITY
  async function step(options: readonly string[], said: readonly string[]): Promise<void> {
    const message = await messageOf(path, options)
    if (message === undefined) {
      shortest = Math.min(shortest, said.length)
      return
    }
    const trail = [...said, message]
    if (said.includes(message)) trails.push([...trail, `(again, with ${options.join(' ')})`].join('\n'))
    else if (said.length < MOST_STEPS)
      for (const way of waysOut(message, columns)) await step(joined(options, way), trail)
  }
  await step([], [])
  return { shortest, trails }
}

const count = (length: number, row: (i: number) => string) => Array.from({ length }, (_, i) => row(i))
const pairs = (mark: string, further: (i: number) => readonly (string | number)[] = () => []) =>
  count(60, (i) => [`u${i % 12}`, `A${(5 * i) % 17}`, ...further(i)].join(mark))
const numbered = ['--user-column', '0', '--item-column', '1']

type Asked = readonly [what: string, lines: readonly string[], columns?: readonly string[]]

const files: readonly Asked[] = [
  ['names of its own', ['aaa,bbb', ...pairs(',')], ['--user-column', 'aaa', '--item-column', 'bbb']],
  ['two users', ['buyer,seller,item', ...count(60, (i) => `b${i % 9},s${i % 7},i${i % 13}`)]],
  [
    'two items',
    ['user,artist_id,track_id', ...count(60, (i) => `u${i % 9},a${i % 7},t${i % 13}`)],
    ['--item-column', 'track_id'],
  ],
  ['no header', pairs(','), numbered],
  ['no header, with texts', pairs(',', (i) => [`text ${i}`]), numbered],
  ['a value that is no rating', pairs(',', (i) => [i === 40 ? 'n/a' : (i % 5) + 1]), numbered],
  ['lines of one length', count(40, (i) => `${i} ${(3 * i) % 17} ${(7 * i) % 19}`), numbered],
  ['lists with a user twice', ['1 2 3', '2 4 5 6', '1 7 8 9'], numbered],
  ['a title', ['Orders of May', '', 'user,item', ...pairs(',')]],
  ['a note below', ['user,item', ...pairs(','), 'Report of May']],
  ['two notes below', ['user,item', ...pairs(','), '', 'Report of May', 'for the shop']],
  ['a sum below', ['user;item', ...pairs(';'), 'TOTAL;1234']],
  ['sums among the rows', ['user,item', ...pairs(','), 'Total,A1', ...pairs(',')]],
  ['sums of items', ['user,item', ...pairs(','), 'u1,Total', ...pairs(',')]],
  ['types below the header', ['user,item', 'VARCHAR,VARCHAR', ...pairs(',')]],
  ['nulls', ['user,item', ...pairs(','), 'NULL,A1', ...pairs(',')]],
  ['a comment among the rows', ['user,item', ...pairs(','), '# by me', ...pairs(',')]],
  ['an unknown column of ratings', ['user,item,verdict', ...pairs(',', (i) => [i % 2])]],
  ['a rating of another name', ['user,item,Your Rating', ...pairs(',', (i) => [(i % 5) + 1])]],
  ['texts as ratings', ['user,item,rating', ...pairs(',', (i) => [`${i % 5}/5`])]],
  ['ids of two writings', ['user,item', '7,a', '7.0,b', ...pairs(',')]],
  ['lists in cells', ['user,item', ...count(40, (i) => `u${i % 9},"A-${i % 7},B-${i % 5}"`)]],
  ['another mark', ['user^item', ...pairs('^')], ['--user-column', 'user', '--item-column', 'item']],
  ['low ratings', ['user,item,rating', ...pairs(',', (i) => [(i % 3) + 1])]],
  ['shares that were watched', ['user,item,watch_ratio', ...pairs(',', (i) => [((7 * i) % 59) / 47])]],
  ['numbers as names', ['0,1,2', ...count(40, (i) => `${i % 7},${(3 * i) % 17},${(i % 5) + 1}`)], numbered],
  ['ids and small numbers', count(20, (i) => `${100 + i},${i % 5}`), numbered],
  [
    'customers and orders',
    ['customer_id,customer_unique_id,sku', ...count(60, (i) => `${i},c${i % 9},s${i % 7}`)],
    ['--user-column', 'customer_unique_id'],
  ],
  [
    'products first',
    count(30, (i) => `B00${String(1000000 + (i % 7))},A1${String(10000000000 + (i % 9))},${(i % 5) + 1}.0`),
  ],
]

const named = files.map(([what, lines, columns]) => ({ what, lines, columns }))

it.each(named)('advice ends in a reading and never comes again: $what', async ({ what, lines, columns }) => {
  const path = join(folder, `${what.replaceAll(' ', '-')}.txt`)
  await writeFile(path, `${lines.join('\n')}\n`)
  const { shortest, trails } = await follow(path, columns ?? [])
  expect(trails).toEqual([])
  expect(shortest).toBeLessThanOrEqual(MOST_STEPS)
})
