import { describe, expect, it } from 'vitest'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { type WriteOptions, writeTable } from './write-table'

const columns: WriteOptions['columns'] = [
  { name: 'user_id', type: 'bigint' },
  { name: 'item_id', type: 'bigint' },
]

describe.each(testKinds)('$name', (kind) => {
  const { name } = kind
  const { database, test, why } = shareDatabase(kind)
  const write = (rows: Parameters<typeof writeTable>[1], key: readonly string[], table = 'lists') =>
    writeTable(database.address, rows, { table, columns, key, replace: true })
  const both = ['user_id', 'item_id']
  const sameUser = [
    ['1', 2],
    ['1', 3],
  ]

  test(`gives a table of the same columns the key that is asked for${why}`, async () => {
    await write([['1', 2]], ['user_id'])
    expect(await rejected(write(sameUser, ['user_id']))).not.toBe('nothing')
    expect(await write(sameUser, both)).toBe(2)
    expect(await write(sameUser, ['item_id'])).toBe(2)
    expect(await rejected(write(sameUser, ['user_id']))).not.toBe('nothing')
  })

  const filling = name === 'DuckDB' ? it.skip : test // which makes each table anew
  filling(`fills a table with the key in another order, or without one, as it is${why}`, async () => {
    await write(sameUser, both)
    await database.run('CREATE INDEX by_item ON lists (item_id)')
    await write(sameUser, both.toReversed())
    const drop = `DROP INDEX by_item${name === 'MariaDB' ? ' ON lists' : ''}`
    await database.run(drop) // it is still there
    if (name === 'SQLite') return // it makes a table of another origin anew
    await database.run(
      'CREATE TABLE plain (user_id bigint, item_id bigint)',
      'CREATE INDEX by_item ON plain (item_id)',
    )
    await write(sameUser, both, 'plain')
    await database.run(drop.replace('lists', 'plain'))
  })
})
