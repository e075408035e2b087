import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import { aboveLines } from './last-lines'

async function above(text: string, count: number, size: number): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  let read = ''
  for await (const chunk of aboveLines(chunks(), count, 'file')) read += new TextDecoder().decode(chunk)
  return read
}

it.each([1, 2, 3, 5, 100])(
  'the last lines with text are passed over, in chunks of %s bytes',
  async (size) => {
    for (const [text, count, left] of [
      ['a\nb\nc\n', 1, 'a\nb\n'],
      ['a\nb\nc', 1, 'a\nb\n'],
      ['a\nb\n\nc\n\n;;\n', 1, 'a\nb\n\n'],
      ['a\r\nb\r\nc\r\n\r\n', 2, 'a\r\n'],
      ['a\nb', 2, ''],
      ['a\nb\n', 0, 'a\nb\n'],
    ] as const) {
      expect(await above(text, count, size)).toBe(left)
    }
    await expect(above('a\n\nb\n', 3, size)).rejects.toThrow(
      'file: expected lines above the last 3, got 2 in all',
    )
  },
)

it('a sum and a note below the rows are passed over by choice, which the reading does not keep', async () => {
  const text = 'user,item,rating\n1,a,5\n2,b,3\nTotal,x,8\n\nReport of the shop\n,,\n'
  let options: object = {}
  const read = await readInteractions(new Blob([text]), {
    skipLast: 2,
    onReading: (reading) => {
      expect(reading.skipped).toEqual([{ reason: 'below', rows: 2, first: 4 }])
      options = reading.options
    },
  })
  expect(read.userIds).toEqual(['1', '2'])
  await expect(readInteractions(new Blob([text]), options)).rejects.toThrow('choose with skipLast (2)')
})

it.each([
  [
    'marks at the ends of the rows',
    '1,a,5,\n2,b,3,\n',
    /:2: .*: take the mark at the end of each row out.* does$/,
  ],
  ['too few fields', '1\n2\n', /:2: expected 3 fields, got 1, '1'$/],
  ['one that is cut off', '1,', /:2: expected 3 fields, got 2, without a line end, as in a file .*again\)$/],
  ['a total alone', 'Total,,8\n', /^(?!.*skipLast)/],
])('lines without a row above them are not the last ones: %s', async (_, rows, message) => {
  await expect(readInteractions(new Blob([`user,item,rating\n${rows}`]))).rejects.toThrow(message)
})

it('a last row that lacks fields and its line end may show that the file was cut off', async () => {
  const rows = 'user,item,rating\n1,a,5\n2,b,3\n3,'
  const failure = (text: string) =>
    readInteractions(new Blob([text]), { name: 'f' }).catch(({ message }) => message)
  expect(await failure(rows)).toBe(
    'f:4: expected 3 fields, got 2, without a line end, as in a file that was cut off (export or download it again): choose with skipLast (1)',
  )
  expect(await failure(`${rows}\n`)).toBe('f:4: expected 3 fields, got 2: choose with skipLast (1)')
})
