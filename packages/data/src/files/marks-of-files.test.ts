import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReadingOptions } from '../reading/reading-options'
import { readRatings } from './read-ratings'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-marks-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Writer = (path: string, users: readonly string[], plays: readonly string[]) => Promise<void> | void

const writers: readonly (readonly [string, Writer])[] = [
  [
    'csv',
    (path, users, plays) =>
      writeFile(
        path,
        ['user,item,plays', ...users.map((user, i) => `${user},x,"${plays[i]}"`), ''].join('\n'),
      ),
  ],
  [
    'jsonl',
    (path, users, plays) =>
      writeFile(
        path,
        users.map((user, i) => `${JSON.stringify({ user, item: 'x', plays: plays[i] })}\n`).join(''),
      ),
  ],
  [
    'parquet',
    (filename, users, plays) =>
      parquetWriteFile({
        filename,
        columnData: [
          { name: 'user', data: [...users], type: 'STRING' },
          { name: 'item', data: users.map(() => 'x'), type: 'STRING' },
          { name: 'plays', data: [...plays], type: 'STRING' },
        ],
      }),
  ],
]

describe.each(writers)('1.200 in one of several files (%s)', (ending, write) => {
  /** Reads files of these ratings as one. */
  async function plays(files: readonly (readonly string[])[], options: ReadingOptions = {}) {
    const paths = files.map((_, i) => join(folder, `part-${i}.${ending}`))
    for (const [i, ratings] of files.entries())
      await write(
        paths[i]!,
        ratings.map((_, row) => `u${i}-${row}`),
        ratings,
      )
    const { values } = await readRatings(paths, { columns: { rating: 'plays' }, ...options })
    return Array.from(values!, (value) => Math.round(value * 1000) / 1000)
  }

  const pointed = ['1.200', '2.500']

  it.each([
    ['integers', [pointed, ['3', '4']], 0],
    ['integers before', [['3', '4'], pointed], 1],
    ['a comma', [pointed, ['4,5', '3,5']], 0],
    ['a comma before', [['4,5', '3,5'], pointed], 1],
  ] as const)('is in doubt where others have %s, as in one file', async (_, files, at) => {
    await expect(plays(files)).rejects.toThrow(
      new RegExp(`part-${at}\\.${ending}.*: expected a rating whose decimal mark is sure, got '1\\.200'`),
    )
    expect((await plays(files, { decimal: 'comma' }))[2 * at]).toBe(1200)
  })

  it('is a decimal where another file shows what a point is, and beside no integers', async () => {
    expect(await plays([pointed, ['3', '4'], ['0.5']])).toEqual([1.2, 2.5, 3, 4, 0.5])
    expect(await plays([pointed, ['3.500']])).toEqual([1.2, 2.5, 3.5])
  })
})
