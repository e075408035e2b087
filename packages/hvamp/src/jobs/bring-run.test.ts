import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Until } from '../settings/until'
import type { RunProgress } from '../stores/run-progress'
import type { StoredRun } from '../stores/stored-run'
import { bringRun } from './bring-run'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-bring-'))
  await mkdir(join(folder, 'paused'))
  await writeFile(join(folder, 'paused', 'config.json'), '{}')
  await writeFile(
    join(folder, 'paused', 'history.csv'),
    'epoch,loss,validation,seconds\n1,2,0.1,1\n2,1,0.2,1\n',
  )
})
afterAll(() => rm(folder, { recursive: true }))

/** Whether the store is doubted by who has a run of two epochs, of which the store has as much. */
async function isDoubted(until: Until): Promise<boolean> {
  let doubted = false
  const there: RunProgress = { stage: 'begun', epoch: 0, step: 0 }
  const stored: StoredRun = {
    ...{ shown: 's3://runs/a', find: async () => there, put: async () => {}, remove: async () => {} },
    place: () => Promise.reject(new Error('must not be placed')),
    doubt: () => {
      doubted = true
    },
  }
  const run = {
    ...{ name: 'a', title: 'a', folder: join(folder, 'paused'), data: 'ratings.csv', options: {} },
    until,
  }
  const { signal } = new AbortController()
  expect(await bringRun(run, stored, { sha256: '0', signal })).toEqual({ isHere: true })
  return doubted
}

it('a store is doubted where a run is asked for again that is over here, and there too', async () => {
  expect(await isDoubted(2)).toBe(true)
  expect(await isDoubted(3)).toBe(false)
})
