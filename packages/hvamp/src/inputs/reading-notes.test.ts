import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataDefaults } from '../settings/data'
import { requested } from '../settings/requested'
import { loadRatings } from './load-ratings'

it('what may not be meant to count is said on stderr, and the same in the summary that --json has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-notes-'))
  const path = join(folder, 'orders.csv')
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 === 0 ? 'guest' : `u${i % 24}`},i${i}`)
  await writeFile(path, ['user,item', ...rows].join('\n'))
  const notes: string[] = []
  const out = { json: false, print() {}, emit() {}, note: (text: string) => notes.push(text) }
  const { summary } = await loadRatings(path, requested({ ...dataDefaults, minUser: 1 }, []), { out })
  await rm(folder, { recursive: true })
  expect(summary.doubts).toEqual([
    expect.stringMatching(/orders\.csv: user 'guest' has 30 of 60 interactions, and counts as one customer/),
  ])
  expect(notes).toEqual(expect.arrayContaining([...summary.doubts]))
})
