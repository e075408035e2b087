import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions, readRows } from '../index'

const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'views.csv', missing: 'skip', ...options })

it('names the column that is empty throughout, where no row is left', async () => {
  await expect(read('sessionId;userId;itemId\n1;NA;10\n1;NA;26\n')).rejects.toMatchObject({
    message:
      'views.csv: expected a row with all that is read, got 2 rows with no user (the first in line 2), all of which were skipped: choose with columns.user',
    options: ['columns.user'],
  })
  await expect(read('user,item,rating\n1,,5\n1,2,NA\n1,,4\n')).rejects.toThrow(
    'got 2 rows with no item (the first in line 2), 1 row with no rating (the first in line 3), all of which were skipped: choose with columns.item or columns.rating',
  )
  await expect(read('{"user":null,"item":3}\n')).rejects.toThrow(
    'got 1 row with no user (the first in line 1)',
  )
  await expect(read('user,item\n')).rejects.toThrow('expected an interaction, got the end of the file')
})

it('names it for rows of a database', async () => {
  const rows = {
    columns: ['user', 'item'],
    async *batches() {
      yield [[null, '2']]
    },
  }
  await expect(readRows(rows, { missing: 'skip', name: 'views' })).rejects.toThrow(
    'views: expected a row with all that is read, got 1 row with no user (the first in row 1), all of which were skipped: choose with columns.user',
  )
})
