import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions } from '../index'

const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'ratings.arff', ...options })

const head =
  '% of LibRec\n@RELATION films\n\n@ATTRIBUTE user STRING\n@ATTRIBUTE item STRING\n@ATTRIBUTE rating NUMERIC\n\n@DATA\n'
const rows = '1,2,3.5\n1,4,4.0\n2,2,2.0\n'

it('rows of ARFF are read by the options that its refusal names', async () => {
  await expect(read(head + rows)).rejects.toMatchObject({
    question:
      "ratings.arff:2: expected a table with a header, or rows alone, got attributes of ARFF above rows, '@RELATION films'",
    options: ['skipLines', 'header: false', 'columns.user', 'columns.item', 'columns.rating'],
    together: ['skipLines', 'header: false', 'columns.user', 'columns.item', 'columns.rating'],
    likely: { skipLines: 8, 'columns.user': 0, 'columns.item': 1, 'columns.rating': 2 },
  })
  const columns = { user: 0, item: 1, rating: 2 }
  const { items, values } = await read(head + rows, { skipLines: 8, header: false, columns })
  expect([items.length, values?.[0]]).toEqual([3, 3.5])
})

it('attributes of other names, in quotes and in another order, are placed or left to choose', async () => {
  const text =
    '@relation x\n@attribute \'when bought\' date\n@attribute "movie id" integer\n@attribute user_id {a,b}\n@data\n'
  await expect(read(`${text}2020-01-01,7,a\n`)).rejects.toMatchObject({
    likely: { skipLines: 5, 'columns.user': 2, 'columns.item': 1 },
  })
  await expect(
    read('@relation x\n@attribute a string\n@attribute b string\n@data\n1,2\n'),
  ).rejects.toMatchObject({
    options: ['skipLines', 'header: false', 'columns'],
    together: ['skipLines', 'header: false'],
    likely: { skipLines: 4 },
  })
})

it('sparse rows of ARFF are refused with what writes them in full, and single quotes are named', async () => {
  await expect(read(`${head}{0 7,2 3.5}\n{}\n`)).rejects.toThrow(
    "expected rows with a value for each attribute, got sparse rows of ARFF, '{0 7,2 3.5}': write all values of each, as Weka's filter SparseToNonSparse does",
  )
  await expect(read(`${head}'ann b',2,3.5\n`)).rejects.toThrow(
    'its single quotes would be part of ids: write double ones before: choose with skipLines (8)',
  )
})
