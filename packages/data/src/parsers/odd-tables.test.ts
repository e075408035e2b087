import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const read = (text: string | Uint8Array<ArrayBuffer>, options = {}) =>
  readInteractions(new Blob([text]), options)
const refusal = (text: string | Uint8Array<ArrayBuffer>, options = {}) =>
  read(text, options).then(
    () => 'read',
    (error: Error & { likely?: object }) => error,
  )
const rows = [1, 2, 3, 4].flatMap((user) => [7, 8, 9].map((item) => [user, item, 1 + ((user * item) % 5)]))
const lines = (mark: string) => rows.map((row) => `${row.join(mark)}\n`).join('')

it('finds :: also where columns are chosen, by number and by name', async () => {
  const tags = rows.map(([user, item]) => `${user}::${item}::a tag, of ${user}::15\n`).join('')
  const columns = { user: 0, item: 1 }
  expect(await read(tags, { columns })).toMatchObject({ userCount: 4, itemCount: 3 })
  expect(await read(tags, { columns, header: false })).toMatchObject({ userCount: 4, itemCount: 3 })
  const named = `UserID::MovieID::Rating\n${lines('::')}`
  expect(await read(named)).toMatchObject({ userCount: 4, itemCount: 3 })
  expect(await read(named, { columns: { user: 'UserID' } })).toMatchObject({ userCount: 4 })
})

it.each(['^', '~', '\u0001'])(
  'names the mark %j that is not tried, which reads the table',
  async (delimiter) => {
    const text = `user${delimiter}item${delimiter}rating\n${lines(delimiter)}`
    const error = await refusal(text)
    expect(error).toMatchObject({ options: ['delimiter'], likely: { delimiter } })
    expect(String(error)).toMatch(
      /expected fields separated by ',', ';', '\|', tabs or spaces, got '.*' in each line/,
    )
    expect(await read(text, { delimiter })).toMatchObject({ userCount: 4, itemCount: 3 })
    expect(await read(lines(delimiter), { delimiter })).toMatchObject({ userCount: 4, itemCount: 3 })
  },
)

const header = 'user,item,rating\n'
it.each([
  [
    'rows in quotes',
    '"user,item,rating"\n"1,2,3"\n"1,3,4"\n',
    /:1: expected fields .* got whole rows in quotes, .*sed/,
  ],
  [
    'rows in quotes below a header',
    `${header}"1,2,3"\n`,
    /:2: expected 3 fields, got 1, as the whole row is in quotes: .*sed/,
  ],
  [
    'a mark at the end of the header',
    'user,item,rating,\n1,2,3\n',
    /:2: expected 4 fields, as the header has, the last of them empty, got 3: take/,
  ],
  [
    'a mark at the end of rows',
    `${header}1,2,3,\n`,
    /got 4, the last of them empty: take the mark .* as sed/,
  ],
  [
    'lines that end in two ways',
    `${header}1,2,3\n1,3,4\r1,4,2\n`,
    /:3: expected 3 fields, got 5, with a carriage return \(CR\)/,
  ],
  [
    'an escaped comma',
    'user,item,title,rating\n1,2,a\\, b,3\n',
    /got 5, one of them with a backslash before the mark/,
  ],
  [
    'an escaped quote',
    'user,item,title,rating\n1,2,"a \\"b, c\\" d",3\n',
    /:2: .* got a quote behind a backslash, as MySQL and Spark/,
  ],
  [
    'a call of a function',
    'callback([{"user":1,"item":2}]);\n',
    /:1: expected interactions, got JSON in a call of a function/,
  ],
  [
    'NaN in JSON',
    '{"user":1,"item":2,"rating":3}\n{"user":1,"item":2,"rating":NaN}\n',
    /:2: .*, with NaN, which JSON does not have: write null/,
  ],
])('refuses %s with the reason', async (_, text, message) => {
  expect(String(await refusal(text))).toMatch(message)
})

it('names the key of an object in place of an id, which reads the file', async () => {
  const text = '{"user":{"uuid":"a","age":3},"item":{"sku":9}}\n{"user":{"uuid":"b"},"item":{"sku":9}}\n'
  expect(await refusal(text, { columns: { user: 'user', item: 'item.sku' } })).toMatchObject({
    likely: { 'columns.user': 'user.uuid' },
  })
  const columns = { user: 'user.uuid', item: 'item.sku' }
  expect((await read(text, { columns })).userIds).toEqual(['a', 'b'])
})

it('refuses UTF-32, with and without a mark, and encodings that are not known, and says how to convert', async () => {
  const wide = (text: string) => new Uint8Array(Uint32Array.from(text, (each) => each.charCodeAt(0)).buffer)
  for (const mark of ['', '\ufeff']) {
    expect(String(await refusal(wide(`${mark}user,item\n1,2\n`)))).toMatch(
      /got text in UTF-32, .*iconv -f UTF-32/,
    )
  }
  expect(String(await refusal('user,item\n', { encoding: 'cp437' }))).toMatch(
    /'cp437': convert .* iconv -f cp437 -t UTF-8/,
  )
})

it('names few of the columns that fit equally, and not all', async () => {
  const names = Array.from({ length: 40 }, () => 'user').join(',')
  expect(String(await refusal(`${names},item\n1,2\n`))).toMatch(
    /as user, got ('user' and ){4}'user' and 35 more \(numbers 0, 1, 2, 3, 4, from 0\)/,
  )
})

it('takes a line of a log for no header again, as it has another number', async () => {
  const line = (user: number) => `Jan 13 10:00:00 host app: user ${user} bought 7\n`
  await expect(readInteractions(new Blob([line(5), line(6)]), { name: 'app.log' })).rejects.toThrow(
    "app.log:2: expected an entry, got 'user' and 'app:' again, as in the header, beside '6': write a header with names if the file has none",
  )
})
