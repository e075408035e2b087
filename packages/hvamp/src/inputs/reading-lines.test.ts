import { type Reading, readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import { readingLine } from './reading-lines'

it.each([
  [
    'user,item\n7,a,\n7,b,\n',
    "a table with ',', ',' at the end of each row and a header; user = user, item = item",
  ],
  [
    'user\titem\n7\ta\t\n7\tb\t\n',
    'a table with tabs, a tab at the end of each row and a header; user = user, item = item',
  ],
])('says that rows end with a mark: %j', async (text, said) => {
  let reading: Reading
  await readInteractions(new Blob([text]), {
    onReading: (how) => {
      reading = how
    },
  })
  expect(readingLine('f', reading!)).toBe(`f: ${said}`)
})
