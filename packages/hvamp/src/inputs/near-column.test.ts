import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { dataDefaults } from '../settings/data'
import { requested } from '../settings/requested'
import { silent } from '../terminal/output'
import { readItemRules } from './item-rules'
import { loadRatings } from './load-ratings'

let folder: string
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-columns-'))
  await writeFile(at('ratings.csv'), 'user,item,rating\n1,2,3\n')
  await writeFile(at('ratings.jsonl'), '{"user":1,"item":2,"rating":3}\n')
  await writeFile(at('items.csv'), 'item,brand,stock\n2,x,3\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((error: Error) => error)
  expect(isBadInput(error)).toBe(true)
  return (error as Error).message
}

it.each(['ratings.csv', 'ratings.jsonl'])(
  'of %s a mistyped column is named with the nearest one',
  async (name) => {
    const ratingColumn = 'ratng'
    const options = requested({ ...dataDefaults, ratingColumn }, ['ratingColumn'])
    expect(await messageOf(loadRatings(at(name), options))).toMatch(
      /a column 'ratng' as rating, got .* \('rating' is the nearest\): choose with --rating-column$/,
    )
  },
)

it('so is one of an item table', async () => {
  const asked = async (settings: Partial<Parameters<typeof readItemRules>[0]>) => {
    const rules = await readItemRules({ itemTable: at('items.csv'), ...settings })
    return rules.of(['2'], silent)
  }
  expect(await messageOf(asked({ per: { brnd: 2 } }))).toMatch(
    /^--per: .*, got 'brnd' \(Did you mean brand\?\)$/,
  )
  expect(await messageOf(asked({ where: 'stok > 0' }))).toMatch(
    /^--where: .*, got 'stok' \(Did you mean stock\?\)$/,
  )
  expect(await messageOf(asked({ tableId: 'itm' }))).toMatch(
    /^--table-id: .*, got 'itm' \(Did you mean item\?\)$/,
  )
  expect(await messageOf(asked({ tableType: { stok: 'number' } }))).toMatch(
    /^--table-type: must be a column of /,
  )
})
