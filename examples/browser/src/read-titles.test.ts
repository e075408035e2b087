import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isTitlesFile, readTitles } from './read-titles'

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name)

describe('a file of titles', () => {
  it.each([
    ['movies.csv', 'movieId,title,genres\n1,"Toy Story, The (1995)",Comedy\n2,"The ""Best""",Drama\n'],
    ['books.csv', 'ISBN;Book-Title;Author\n1;Toy Story, The (1995);x\n2;The "Best";y\n'],
    ['artists.dat', 'id\tname\turl\n1\tToy Story, The (1995)\thttp\n2\t"The ""Best"""\thttp\n'],
    ['movies.dat', '1::Toy Story, The (1995)::Comedy\r\n2::The "Best"::Drama\r\n'],
    ['u.item', '1|Toy Story, The (1995)|01-Jan-1995||0\n2|The "Best"|01-Jan-1995||0\n'],
  ])('is read: %s', async (name, content) => {
    const titles = new Map([
      ['1', 'Toy Story, The (1995)'],
      ['2', 'The "Best"'],
    ])
    const compressed = file(`${name}.gz`, new Uint8Array(gzipSync(content)))
    for (const each of [file(name, content), compressed]) {
      expect(await isTitlesFile(each)).toBe(true)
      expect(await readTitles(each)).toEqual(titles)
    }
  })

  it('may be Latin-1, as older files are', async () => {
    const latin = Uint8Array.from(Buffer.from('1::Les Misérables::Drama\n', 'latin1'))
    expect(await readTitles(file('movies.dat', latin))).toEqual(new Map([['1', 'Les Misérables']]))
    expect(await readTitles(file('movies.dat', '1::Les Misérables::Drama\n'))).toEqual(
      new Map([['1', 'Les Misérables']]),
    )
  })

  it('is refused with the line where a title is missing', async () => {
    await expect(readTitles(file('movies.csv', 'movieId,title\n1,A\n\n2,\n'))).rejects.toThrow(
      "movies.csv:4: expected an id and a title, got '2,'",
    )
  })
})

it.each([
  ['products.csv', 'sku,product,price\nA-1,Green tea,4.90\nA-2,Black tea,4.50\nA-3,Mate,6.00\n'],
  ['artikel.csv', 'nr;bezeichnung;gruppe\nA-1;Green tea;tea\nA-2;Black tea;tea\nA-3;Mate;other\n'],
  [
    'export (3).txt',
    'name\tprice\tproduct_id\nGreen tea\t4.90\tA-1\nBlack tea\t4.50\tA-2\nMate\t6.00\tA-3\n',
  ],
  ['ratings.csv', '\ufeffproductId,label\nA-1,Green tea\nA-2,Black tea\nA-3,Mate\n'],
])('is known by its content, whatever its name and its columns are: %s', async (name, content) => {
  expect(await isTitlesFile(file(name, content))).toBe(true)
  expect(Object.fromEntries(await readTitles(file(name, content)))).toEqual({
    'A-1': 'Green tea',
    'A-2': 'Black tea',
    'A-3': 'Mate',
  })
})

it.each([
  ['products.csv', 'customer,product\nann,Green tea\nbob,Black tea\ncat,Mate\n'],
  ['movies.csv', 'reader,book\nann,Emma\nann,Dune\nbob,Emma\n'],
  ['loans.csv', 'card,book\n17,Emma\n17,Dune\n21,Emma\n'],
  ['history.csv', 'epoch,loss\n1,420.5\n2,400.1\n'],
  ['ratings.csv', 'userId,movieId,rating\n1,2,3\n'],
  ['reviews.csv', 'user_id,title,rating\nann,Emma,5\n'],
  ['ratings.dat', '1::1193::5::978300760\n'],
  ['u.data', '196\t242\t3\t881250949\n'],
  ['likes.txt', '0 10 11 12\n'],
  ['empty.csv', ''],
  ['cut.gz', new Uint8Array([0x1f, 0x8b, 8, 0])],
])('is not taken for a file of titles: %s', async (name, content) => {
  expect(await isTitlesFile(file(name, content))).toBe(false)
})
