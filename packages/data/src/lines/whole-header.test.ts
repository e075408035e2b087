import { expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions, readTable } from '../index'

const rows = '1,a,4,x\n2,b,3,y\n'

async function read(text: string, options: ReadingOptions = {}) {
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const found = await readInteractions(new Blob([text]), { name: 'file', onReading, ...options })
  return { rows: Array.from(entriesOf(found), Object.values), reading: reading! }
}

it.each([
  ['an item', 'user,"item\nid",rating,note\n'],
  ['a note', 'user,item,rating,"my\nlong, long\nnote"\n'],
  ['a note and a user, of Windows', '"user\r\nid",item,rating,"my\r\nnote"\r\n'],
  ['a note, below a comment', '# mine\nuser,item,rating,"my\nnote"\n'],
  ['a user', '"user\nid",item,rating,note\n'],
])('reads a header with %s that spans lines', async (_, header) => {
  const { rows: entries, reading } = await read(`${header}${rows}`)
  expect(entries).toEqual([
    ['1', 'a', 4],
    ['2', 'b', 3],
  ])
  const comments = header.startsWith('#') ? [{ reason: 'comment', rows: 1, first: 1 }] : []
  expect(reading.skipped).toEqual(comments)
  const table = await readTable(new Blob([`${header}${rows}`]))
  expect(table.column(table.columnNames[3]!, 'text')).toMatchObject({ texts: ['x', 'y'] })
  await expect(read(`${header}1,a,4,x\n1,a\n`)).rejects.toThrow(
    `file:${header.split('\n').length + 1}: expected`,
  )
})

it('reads a header of a TSV that spans lines, and names the line of a row in a table', async () => {
  const { reading } = await read('user\titem\t"my\nrating"\n1\ta\t4\n', {
    columns: { rating: 'my rating' },
  })
  expect(reading.columns).toEqual({ user: 'user', item: 'item', rating: 'my rating' })
  const table = readTable(new Blob(['item,"the\nprice"\na,1\nb\n']), { name: 'file' })
  await expect(table).rejects.toThrow('file:4: expected 2 fields, got 1')
})

it('takes a quote for a stray one where no further one closes it', async () => {
  const text = '"user,item,rating\n1,a,4\n2,"b",3\n'
  await expect(read(text)).rejects.toThrow('file:1: expected')
})

it.each(['"\n"\n1:', '",\n"\n1,2\n'])('takes no quotes alone for a header: %j', async (text) => {
  await expect(read(text)).rejects.toThrow('file:1: expected')
})
