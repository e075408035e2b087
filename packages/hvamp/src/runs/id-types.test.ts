import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { output } from '../terminal/output'
import { idType, itemIdType } from './id-types'
import { runTraining } from './run-training'
import { beginJob, type JobOptions } from './training-job'
import { readHistories } from './user-histories'

const out = output({ json: true })
let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await remove()
})

/** Trains on orders of DuckDB, whose largest ids are these, and gives the types of tables of its users and items. */
async function typesOf(ids: { readonly user: string; readonly item: string }) {
  const path = join(folder, `${ids.user}-${ids.item}`)
  const query = `SELECT ${ids.user}::UBIGINT - n // 10 AS customer, ${ids.item}::HUGEINT - n * 7 % 11 AS product
    FROM generate_series(0, 399) AS r(n)`
  const chosen = { query, model: 'ease', heldOut: 10 } as const
  const values = { ...runDefaults, backend: 'wasm', ...chosen, out: path } as JobOptions
  const options = requested(values, [...Object.keys(chosen), 'out'])
  const job = await beginJob('duckdb::memory:', options, out, {})
  await runTraining(job, out, { checkpointSeconds: 60 })
  job.model.dispose()
  const { types } = await readHistories('duckdb::memory:', path, { options, out })
  return { path, user: idType(types?.user), item: await itemIdType(path) }
}

it('is bigint for integers that fit 64 bits with a sign', async () => {
  const largest = String(2n ** 63n - 1n)
  expect(await typesOf({ user: largest, item: largest })).toMatchObject({ user: 'bigint', item: 'bigint' })
})

it('is text for integers of which one does not fit, of runs of early versions too', async () => {
  const tooLarge = String(2n ** 63n + 5n)
  const { path, ...types } = await typesOf({ user: tooLarge, item: tooLarge })
  expect(types).toEqual({ user: 'text', item: 'text' })
  const file = join(path, 'config.json')
  const config = JSON.parse(await readFile(file, 'utf8'))
  config.data.reading.types.item = 'integer'
  await writeFile(file, JSON.stringify(config))
  expect(await itemIdType(path)).toBe('text')
})
