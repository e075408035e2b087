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
