import { describe, expect, it } from 'vitest'
import { entriesOf, type ReadingOptions, readInteractions } from '../index'

const read = async (text: string, options: ReadingOptions = {}) => {
  async function* source() {
    yield new TextEncoder().encode(text)
  }
  return Array.from(entriesOf(await readInteractions(source(), { name: 'file', ...options })))
}

it.each([
  ['names as above', 'user,item\nA,1\nB,2\n\nuser,item\nC,3\n', "'user,item'"],
  ['other names', 'user,item\nA,x\nB,y\n\ncustomer,product\nC,z\n', "'customer,product'"],
  ['a line of spaces between', 'user,item\nA,x\nB,y\n  \nproduct,title\nz,Tea\n', "'product,title'"],
  ['quotes', '"user","item"\n"A","x"\n"B","y"\n\n"sku","name"\n"z","Tea, green"\n', "'sku,name'"],
  ['spaces between fields', 'user item\nA x\nB y\n\nsku name\nz Tea\n', "'sku name'"],
])('a further table below the first is refused: %s', async (_, text, header) => {
  await expect(read(text)).rejects.toThrow(new RegExp(`^file:\\d: .*a blank line: ${header}`))
})

it('rows go on after blank lines', async () => {
  const rows = await read('user,item\n\nA,1\n\n\nB,tea\n42,product\n')
  expect(rows.map(({ user, item }) => [user, item])).toEqual([
    ['A', '1'],
    ['B', 'tea'],
    ['42', 'product'],
  ])
})

it.each([
  ['of a KONECT file', '% c\n1 2 3\n1 3 4\n2 2 5\n% mid way\n2 3 1\n', 2],
  ['as wide as the rows', '# first\nuser,item\nA,x\n# exported, by me\nB,y\nC,"z"\n# end\n', 3],
  ['below lines with quotes', '# first\nuser,item\n"A","x"\n# exported\nB,y\n', 2],
])(
  'comments among the rows are left out and counted, where the file begins with some: %s',
  async (_, text, comments) => {
    let counted: unknown
    const rows = await read(text, {
      onReading({ skipped }) {
        counted = skipped
      },
    })
    expect(rows.some(({ user }) => /^[#%]/.test(String(user)))).toBe(false)
    expect(counted).toEqual([{ reason: 'comment', rows: comments, first: 1 }])
  },
)

it('an id in quotes that looks like a comment is not dropped', async () => {
  await expect(read('# first\nuser,item\n"A","x"\n"# 1","y"\n')).rejects.toThrow(
    "file:4: expected a row, got '# 1,y', which looks like a comment: choose with missing",
  )
})

it.each([
  [
    'another header',
    'user,item\nA,x\nB,y\ncustomer,product\nC,z\n',
    ':4: expected an entry, got the header of another table',
  ],
  ['a header with its columns the other way', 'a b\nA x\nsku customer_id\nC z\n', ':3: expected an entry'],
  [
    'a total',
    'user;item;quantity\nA;x;3\nB;y;4\n\nGesamt;2;7\n',
    ":5: expected an entry, got a row of totals, 'Gesamt'",
  ],
  [
    'a total in quotes',
    'user,item\n"A","x"\n"Total","1"\n\n',
    ":3: expected an entry, got a row of totals, 'Total'",
  ],
])('rows that are no entries are refused: %s', async (_, text, message) => {
  await expect(
    read(text, text.startsWith('a b') ? { columns: { user: 'a', item: 'b' } } : {}),
  ).rejects.toThrow(message)
})

it('somebody may be called Sum', async () => {
  expect(await read('user,item\nSum,x\nB,y\n')).toHaveLength(2)
  expect(await read('user,item\nSum,x\nB,y\nSum,y\n')).toHaveLength(3)
})

it('times in seconds and in milliseconds in one file are refused', async () => {
  const times = (...all: number[]) =>
    read(`user,item,timestamp\n${all.map((time, i) => `A,${i},${time}`).join('\n')}\n`, { timestamps: true })
  await expect(times(1388534400, 1388534400000)).rejects.toThrow(
    'file: expected times in one unit, got 1388534400, as in seconds, and 1388534400000, as in milliseconds or finer',
  )
  expect(await times(1388534400000, 1400000000000, 0)).toHaveLength(3)
  expect(await times(-1e9, 0, 7, 1388534400)).toHaveLength(4)
})

it.each(['1,"[37, 4]"\n', '17,2,3,19\n', '{"user":"a"}\n', '17\t2,3,19\n', '17: 2 3\n'])(
  'what is no list of a user and their items is not read as one: %j',
  async (text) => {
    await expect(read(text, { format: 'adjacency' })).rejects.toThrow(
      'file:1: expected a user and their items, separated by spaces, got ',
    )
  },
)

it.each(['user item\n1 2\n', 'userId\titems\n1\t2 3\n'])(
  'a header of lists that are asked for is no user: %j',
  async (text) => {
    await expect(read(text, { format: 'adjacency' })).rejects.toThrow(
      "file:1: expected a user and their items, separated by spaces, got a header, 'user",
    )
  },
)

it('a rating with the other mark than the chosen one is asked about, with that mark', async () => {
  const table = (rating: string) => `user;item;rating\n1;a;${rating}\n`
  await expect(read(table('2.5'), { decimal: 'comma' })).rejects.toMatchObject({
    message: "file:2: expected a rating with a decimal comma, got '2.5': choose with decimal ('point')",
    likely: { decimal: 'point' },
  })
  await expect(read(table('2,5'), { decimal: 'point' })).rejects.toThrow("choose with decimal ('comma')")
  await expect(read(table('good'), { decimal: 'comma' })).rejects.toMatchObject({
    options: ['columns.rating', 'ratings: false'],
  })
})

it('a mark at the end of rows, but not of the header, is taken out of these alone by what is advised', async () => {
  const rows = ['1,a,5,', '2,b,4', '3,c,2,'].join('\n')
  await expect(read(`user,item,rating\n${rows}\n`)).rejects.toThrow("as sed 's/,$//' does")
  const barred = rows.replaceAll(',', '\t')
  await expect(read(`user\titem\trating\n${barred}\n`)).rejects.toThrow("as sed 's/\\t$//' does")
})

describe('a number such as 1.251', () => {
  const plays = (...values: readonly string[]) =>
    `user\tartist\tplays\n${values.map((value, i) => `u${i}\ta${i}\t${value}\n`).join('')}`
  const doubt = (line: number, value = '1.251') =>
    `file:${line}: expected a rating whose decimal mark is sure, got '${value}': choose with decimal`

  it('beside integers alone may be a thousand, whatever separates the fields', async () => {
    await expect(read(plays('834', '1.251', '12.510'))).rejects.toThrow(doubt(3))
    await expect(read(plays('1.251', '834').replaceAll('\t', '|'))).rejects.toThrow(doubt(2))
    await expect(read(plays('1.251', '834').replaceAll('\t', ','))).rejects.toThrow(doubt(2))
    await expect(read(plays('"1.251"', '834'))).rejects.toThrow(doubt(2))
    const asComma = await read(plays('834', '1.251'), { decimal: 'comma' })
    expect(asComma.map(({ value }) => value)).toEqual([834, 1251])
  })

  it('is in doubt where a comma follows, in which case it was a thousand', async () => {
    await expect(read(plays('1.251', '4,5'))).rejects.toThrow(doubt(2))
  })

  it.each([
    ['all numbers have three decimals', ['1.251', '4.000', '3.500']],
    ['another one shows what a point is', ['1.251', '834', '0.5']],
    ['another one comes first', ['2.5', '834', '1.251']],
    ['it begins with zero', ['0.251', '1']],
  ])('is read where %s', async (_, values) => {
    const found = await read(plays(...values))
    expect(found.map(({ value }) => value)).toEqual(values.map(Number))
  })

  it('is in doubt as text in JSON, too, where a number is none', async () => {
    const objects = (...plays: readonly unknown[]) =>
      plays.map((each, i) => `${JSON.stringify({ user: `u${i}`, artist: `a${i}`, plays: each })}\n`).join('')
    await expect(read(objects('834', '1.251'))).rejects.toThrow(doubt(2))
    expect((await read(objects(834, 1.251))).length).toBe(2)
  })
})

it.each([
  [
    'a rating',
    { header: false },
    "file:1: expected a finite number as rating, got 'grade': choose with header: true or ratings: false",
  ],
  [
    'a time',
    { header: false, timestamps: true, ratings: false },
    "file:1: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got 'when': choose with header: true",
  ],
])('a first row with a word for %s may be a header', async (_, options, message) => {
  await expect(read('a,b,grade,when\n1,2,3,1500000000\n', options)).rejects.toThrow(message)
})

it.each([
  ['sep=;', 'sep=;\nuser;item\nA;x\n', []],
  [
    'the size of a matrix',
    '%%MatrixMarket matrix coordinate integer general\n%\n1 1 1\n1 1 1\n',
    [{ reason: 'comment', rows: 2, first: 1 }],
  ],
])('%s is no comment', async (_, text, skipped) => {
  let found: unknown
  await read(text, {
    onReading(reading) {
      found = reading.skipped
    },
  })
  expect(found).toEqual(skipped)
})

it('a column of ids has no other role by its name', async () => {
  const properties = 'timestamp,itemid,property,value\n1,2,colour,red\n2,3,colour,blue\n'
  const columns = { user: 'itemid', item: 'value' }
  expect(await read(properties, { columns })).toMatchObject([
    { user: '2', item: 'red' },
    { user: '3', item: 'blue' },
  ])
  const objects = '{"itemid":"2","value":"red"}\n{"itemid":"3","value":"blue"}\n'
  expect(await read(objects, { columns })).toHaveLength(2)
  const days = 'customer,date\nA,2024-01-01\nB,2024-01-02\n'
  await expect(read(days, { columns: { item: 'date' }, timestamps: true })).rejects.toThrow(
    "got columns 'customer', 'date'",
  )
})
