import { expect, it } from 'vitest'
import { readInteractions, readTable } from '../index'

const movies = ['1,1962,Trek Isle', '2,1990,Man of the Sea', '3,1942,Good, the Bad, and the Rest', '']

it('says of a text with the delimiter in it that it needs quotes, as the titles of Netflix do', async () => {
  const table = readTable(new Blob([movies.join('\n')]), { name: 'movie_titles.csv', header: false })
  const wayOut = "expected 3 fields, got 5: a text with ',' in it needs quotes around it"
  await expect(table).rejects.toThrow(`movie_titles.csv:3: ${wayOut}`)
  const rows = movies.map((line) => `${line}\n`).join('')
  const options = { name: 'file', columns: { user: 0, item: 1 } }
  await expect(readInteractions(new Blob([rows]), options)).rejects.toThrow(`file:3: ${wayOut}`)
})

it('says nothing of quotes where fields are too few, or have no words', async () => {
  for (const last of ['3,1942', '3,1942,1,2,3', '3,1942,1 2,x,y']) {
    const text = [...movies.slice(0, 2), last, ''].join('\n')
    const table = readTable(new Blob([text]), { name: 'movie_titles.csv', header: false })
    await expect(table).rejects.toThrow(/:3: expected 3 fields, got [25]$/)
  }
})

it.each([[["'1','a, b','4'"]], [["1,'b',4", "2,'a, b',5"]]])(
  'says of %j that single quotes are plain characters',
  async (rows) => {
    const text = ['user,item,rating', ...rows, ''].join('\n')
    const why =
      'expected 3 fields, got 4, one of them between single quotes, which are plain characters: export fields with such a mark in double quotes'
    const where = `file:${rows.length + 1}: ${why}`
    await expect(readInteractions(new Blob([text]), { name: 'file' })).rejects.toThrow(where)
    await expect(readTable(new Blob([text]), { name: 'file' })).rejects.toThrow(where)
  },
)

it('says of the names of rows what to do, also where a text has apostrophes', async () => {
  const text = "user,item,rating\n1,ann,'t Hof,4\n"
  await expect(readInteractions(new Blob([text]), { name: 'file' })).rejects.toThrow(
    'file:2: expected 3 fields, as the header has, got 4: if the first is the name of the row',
  )
})
