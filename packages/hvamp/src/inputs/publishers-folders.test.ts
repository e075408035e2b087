import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DataSettings, dataDefaults } from '../settings/data'
import { requested } from '../settings/requested'
import { loadRatings } from './load-ratings'

const impressions = Array.from(
  { length: 20 },
  (_, row) =>
    `${row + 1}\tU${row % 7}\t11/9/2019 9:22:${10 + row} AM\tN${row} N${row + 1}\tN3-0 N${row + 4}-1\n`,
)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-publishers-'))
  await writeFile(join(folder, 'behaviors.tsv'), impressions)
  await writeFile(join(folder, 'clicks.tsv'), impressions)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const load = (file: string, columns: Partial<DataSettings> = {}) =>
  loadRatings(join(folder, file), requested({ ...dataDefaults, ...columns }, Object.keys(columns)))

it('a file of a publisher by itself has the way that its folder has, unless columns are chosen', async () => {
  await expect(load('behaviors.tsv')).rejects.toThrow(
    /behaviors\.tsv:1: expected a header .*: write a row for each item of the histories, as awk -F'\\t' .* does$/,
  )
  await expect(load('clicks.tsv')).rejects.toThrow(/choose with --user-column and --item-column/)
  const { read } = await load('behaviors.tsv', { userColumn: '1', itemColumn: '0', minUser: 0 })
  expect(read.userCount).toBe(7)
})
