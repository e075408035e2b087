import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { output } from '../terminal/output'
import { emptyLists, readItemRules } from './item-rules'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-items-'))
  path = join(folder, 'excel.csv')
  await writeFile(path, 'id,stock\n7,3\n8,0\n12,5\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function compiled(itemIds: readonly string[], where?: string) {
  const notes: string[] = []
  const rules = await readItemRules({ itemTable: path, ...(where !== undefined && { where }) })
  return { rules: await rules.of(itemIds, { ...output(), note: (text) => notes.push(text) }), notes }
}

it('says how many items of the model have no row in the item table', async () => {
  expect((await compiled(['7', '8', '0012', '0013'])).notes).toEqual([
    `2 of 4 items of the model have no row in ${path}`,
  ])
  expect((await compiled(['8', '7'])).notes).toEqual([])
})

it('refuses an item table without a single id of the model', async () => {
  await expect(compiled(['0007', '0008'])).rejects.toThrow(
    `--item-table: ids must be those of the model's items, such as '0007', '0008', got '7', '8', '12' in ${path}, none of which is one (--table-id names another column)`,
  )
})

it('gives the rules as the reason for empty lists where they allow no item', async () => {
  expect(emptyLists((await compiled(['7', '8'], 'stock > 9999')).rules)).toMatch(/allow no item/)
  expect(emptyLists((await compiled(['7', '8'], 'stock > 0')).rules)).toBeUndefined()
})
