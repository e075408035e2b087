import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteFile } from 'hyparquet-writer'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTable, type Table, type TableColumn, type TableReading, tableFrom } from '../index'
import { readTableFile } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-tables-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const tableOf = (text: string): Promise<Table> => readTable(new Blob([text]), { name: 'items.csv' })

/** The cells of a column as values of their own type, undefined where missing. */
function cellsOf(column: TableColumn): unknown[] {
  if (column.type === 'list') {
    const { offsets, values, texts } = column
    return Array.from({ length: offsets.length - 1 }, (_, row) =>
      Array.from(values.subarray(offsets[row], offsets[row + 1]), (text) => texts[text]),
    )
  }
  if (column.type === 'text') return Array.from(column.values, (text) => column.texts[text])
  if (column.type === 'boolean')
    return Array.from(column.values, (cell) => (cell < 0 ? undefined : cell === 1))
  return Array.from(column.values, (cell) => (Number.isNaN(cell) ? undefined : cell))
}

const products = [
  'sku,name,price,new,since,tags',
  'a1, Black tea ,4.50,true,2024-01-31,hot|drink',
  '',
  'b2,"Salt, ""fine""",,false,,',
  '007,"two\nlines",-1e2,,2024-02-01T12:00:00Z,hot||hot',
  '',
].join('\n')

describe('readTable', () => {
  it('calls columns of one name by their numbers, too', async () => {
    const table = await tableOf('sku,Name,Supplier,Name\na,Tea,x,Huber\n')
    expect(table.columnNames).toEqual(['sku', 'Name (column 2)', 'Supplier', 'Name (column 4)'])
    expect(cellsOf(table.column('Name (column 4)'))).toEqual(['Huber'])
  })

  it('reads the item tables of RecBole, whose names have types: titles are texts, other words are lists', async () => {
    const header = ['item_id:token', 'movie_title:token_seq', 'release_year:token', 'class:token_seq']
    const rows = [header, ['1', 'Toy Story', '1995', 'Animation Comedy'], ['2', 'Heat', '1995', 'Action']]
    const table = await tableOf(rows.map((row) => row.join('\t')).join('\n'))
    expect(table.columnNames).toEqual(['item_id', 'movie_title', 'release_year', 'class'])
    expect(cellsOf(table.column('movie_title'))).toEqual(['Toy Story', 'Heat'])
    expect(cellsOf(table.column('release_year'))).toEqual([1995, 1995])
    expect(cellsOf(table.column('class'))).toEqual([['Animation', 'Comedy'], ['Action']])
    expect(table.find('item')).toBe('item_id')
  })

  it('reads a table of a spreadsheet in another encoding, with decimal commas and points of thousands', async () => {
    const text =
      'Artikelnr;Titel;Preis;Bestand\r\n000013;S\xfc\xdfe Becher;1.078,81;0\r\n000026;Geb\xe4ck;-2,5;12\r\n'
    const path = await written('artikel.csv', Buffer.from(text, 'latin1'))
    const table = await readTableFile(path, { encoding: 'windows-1252', decimal: 'comma' })
    expect(cellsOf(table.column('Artikelnr'))).toEqual(['000013', '000026'])
    expect(cellsOf(table.column('Titel'))).toEqual(['Süße Becher', 'Gebäck'])
    expect(table.column('Preis')).toEqual({ type: 'number', values: Float64Array.of(1078.81, -2.5) })
    expect(table.column('Bestand').type).toBe('number')
    expect(table.column('Preis', 'number').type).toBe('number')
    await expect(readTableFile(path)).rejects.toMatchObject({
      message: `${path}:2: expected UTF-8 text, got the byte 0xFC after '000013;S', 'Süße' in windows-1252 or windows-1250: choose with encoding`,
      options: ['encoding'],
    })
    await expect(readTableFile(path, { encoding: 'latin-99' })).rejects.toThrow(
      'encoding must be one that TextDecoder knows',
    )
    const unmarked = await readTableFile(path, { encoding: 'windows-1252' })
    expect(cellsOf(unmarked.column('Preis'))).toEqual([1078.81, -2.5])
  })

  it.each([
    ['a price with its currency', ';', ['547,33 €', '12 €'], [1200, 50]],
    ['numbers with decimal commas', '\t', ['1.078,5', '2'], [1200, 50]],
    ['prices with spaces for thousands', ';', ['1\u202f078,50', '2'], [1200, 50]],
    ['numbers with decimal points', ';', ['547.33', '12'], [1.2, 50]],
  ])(
    'reads the point in 1.200 as %s beside it shows, with %j between fields',
    async (_, mark, others, stock) => {
      const rows = [
        ['sku', 'price', 'stock'],
        ['t1', others[0], '1.200'],
        ['t2', others[1], '50'],
      ]
      const table = await tableOf(rows.map((cells) => `${cells.join(mark)}\n`).join(''))
      expect(cellsOf(table.column('stock'))).toEqual(stock)
      expect(cellsOf(table.column('stock', 'number'))).toEqual(stock)
    },
  )

  it('reads the comma in 1,200 as prices with a point beside commas of thousands show', async () => {
    const table = await tableOf('sku,price,stock\na,"1,618.88","1,200"\nb,7.5,12\n')
    expect(cellsOf(table.column('price'))).toEqual([1618.88, 7.5])
    expect(cellsOf(table.column('stock'))).toEqual([1200, 12])
  })

  it('takes NULL and \\N, as databases write them, for no value', async () => {
    const table = await tableOf('sku,brand,price\na,NULL,4.5\nb,Nullarbor,\\N\nc,null,NULL\n')
    expect(cellsOf(table.column('brand'))).toEqual([undefined, 'Nullarbor', 'null'])
    expect([...table.column('price', 'number').values]).toEqual([4.5, Number.NaN, Number.NaN])
    expect(table.column('price').type).toBe('number')
  })

  it('reads decimal commas between commas where a price with both marks shows them', async () => {
    const table = await tableOf('sku,Preis,Lager\na,"1.249,00","1.200"\nb,"79,00",12\n')
    expect(cellsOf(table.column('Preis'))).toEqual([1249, 79])
    expect(cellsOf(table.column('Lager'))).toEqual([1200, 12])
    const sizes = await tableOf('sku,sizes\na,"38,40"\nb,"36,38"\n')
    expect(cellsOf(sizes.column('sizes'))).toEqual(['38,40', '36,38'])
  })

  it('reads a column of amounts that is to be numbers by the mark that its own amounts show, of JSON too', async () => {
    const prices = ['$19.99', null, '$1,299.00', '—', 'from 12.99', '$1,050']
    const json = await tableOf(JSON.stringify(prices.map((price, id) => ({ id, price }))))
    const csv = await tableOf(
      `id,price\n${prices.map((price, id) => `${id},${price === null ? '' : `"${price}"`}`).join('\n')}\n`,
    )
    for (const table of [json, csv]) {
      const { values } = table.column('price', 'number-or-missing')
      expect([...values]).toEqual([19.99, Number.NaN, 1299, Number.NaN, Number.NaN, 1050])
    }
    const german = await tableOf('[{"id":1,"price":"1.299,00 €"},{"id":2,"price":"1.050 €"}]')
    expect([...german.column('price', 'number').values]).toEqual([1299, 1050])
  })

  it('reads the numbers of all columns by the mark of one that also has texts', async () => {
    const text = 'id\tpreis\tgewicht\n1\t4,50\t1.200\n2\tn/a\t2.500\n3\t5,10\t3.750\n'
    const table = await tableOf(text)
    expect([...table.column('gewicht').values]).toEqual([1200, 2500, 3750])
    expect([...table.column('preis', 'number-or-missing').values]).toEqual([4.5, Number.NaN, 5.1])
    const pointed = await readTable(new Blob(['id\tx\n1\t1 299\n2\t1.5\n']), { decimal: 'point' })
    expect([...pointed.column('x').values]).toEqual([1299, 1.5])
  })

  it('asks for the mark of a number that is one by another mark alone, in place of taking it for a missing one', async () => {
    const json = await tableOf('[{"id":1,"price":"12.99"},{"id":2,"price":"12,99"},{"id":3,"price":"n/a"}]')
    for (const type of ['number', 'number-or-missing'] as const) {
      expect(() => json.column('price', type)).toThrow(
        "expected a number with the decimal mark of the others as 'price', got '12,99': choose with decimal",
      )
    }
    for (const more of ['', ',{"id":2,"price":12.5}']) {
      const thousand = await tableOf(`[{"id":1,"price":"1,299"}${more}]`)
      expect(() => thousand.column('price', 'number')).toThrow("got '1,299': choose with decimal")
    }
    const chosen = await readTable(new Blob(['[{"id":1,"price":"1 299"},{"id":2,"price":"12,99"}]']), {
      ...{ name: 'items.csv', decimal: 'point' },
    })
    expect(() => chosen.column('price', 'number-or-missing')).toThrow(
      "expected a number with a decimal point as 'price', got '12,99'",
    )
    const csv = await tableOf('id,price\n1,"12,99"\n2,n/a\n')
    expect(() => csv.column('price', 'number-or-missing')).toThrow("got '12,99': choose with decimal")
  })

  it('reads points before three digits where all numbers of the column have them', async () => {
    const table = await tableOf('sku,weight\na,1.250\nb,2.500\nc,\n')
    expect(cellsOf(table.column('weight')).slice(0, 2)).toEqual([1.25, 2.5])
  })

  it.each([
    ['semicolons separate', 'sku;stock\na;50\nb;1.200\n'],
    ['tabs separate', 'sku\tstock\na\t50\nb\t1.200\n'],
    ['commas separate', 'sku,stock\na,50\nb,1.200\n'],
    ['some column shows commas, and another points', 'sku;p;w;stock\na;4,50 €;1.5;50\nb;1;2.5;1.200\n'],
    ['prices with commas are in quotes', 'sku,price,stock\na,"4,50 €",50\nb,"1,00 €",1.200\n'],
  ])('refuses 1.200 as a number where %s, which may be a thousand', async (_, text) => {
    const table = await tableOf(text)
    for (const type of [undefined, 'number'] as const) {
      expect(() => table.column('stock', type)).toThrow(
        "items.csv:3: expected a number whose decimal mark is sure as 'stock', got '1.200': choose with decimal",
      )
    }
    expect(cellsOf(table.column('stock', 'text'))).toEqual(['50', '1.200'])
    const chosen = await readTable(new Blob([text]), { name: 'items.csv', decimal: 'point' })
    expect(cellsOf(chosen.column('stock'))).toEqual([50, 1.2])
  })

  it('gives columns the type that all their cells have, and knows missing ones', async () => {
    const table = await tableOf(products)
    expect(table.rowCount).toBe(3)
    expect(table.columnNames).toEqual(['sku', 'name', 'price', 'new', 'since', 'tags'])
    expect(cellsOf(table.column('sku'))).toEqual(['a1', 'b2', '007'])
    expect(cellsOf(table.column('name'))).toEqual(['Black tea', 'Salt, "fine"', 'two\nlines'])
    expect(table.column('price')).toEqual({ type: 'number', values: Float64Array.of(4.5, Number.NaN, -100) })
    expect(table.column('new')).toEqual({ type: 'boolean', values: Int8Array.of(1, 0, -1) })
    expect(table.column('since').type).toBe('date')
    expect(cellsOf(table.column('since'))).toEqual([1706659200, undefined, 1706788800])
    expect(cellsOf(table.column('tags', { list: '|' }))).toEqual([['hot', 'drink'], [], ['hot']])
  })

  it('takes codes with leading zeros for texts, and a type that it is given', async () => {
    const table = await tableOf('id,code,size\n1,007,42\n2,008,43\n')
    expect(table.column('code').type).toBe('text')
    expect(table.column('size').type).toBe('number')
    expect(cellsOf(table.column('size', 'text'))).toEqual(['42', '43'])
    expect(cellsOf(table.column('code', 'number'))).toEqual([7, 8])
  })

  it.each([
    [',', 'comma'],
    [';', 'semicolon'],
    ['\t', 'tab'],
    ['|', 'bar'],
  ])('reads fields separated by %j', async (delimiter) => {
    const table = await tableOf(`id${delimiter}price\r\nx${delimiter}1\r\n"y"${delimiter}"2"\r\n`)
    expect(cellsOf(table.column('id'))).toEqual(['x', 'y'])
    expect(cellsOf(table.column('price'))).toEqual([1, 2])
  })

  it('reads JSON lines, with values of their own types', async () => {
    const table = await tableOf(
      '{"id":1,"tags":["a","b"],"new":true,"code":"7"}\n\n{"id":2,"since":"2024-01-31","tags":[],"new":null}\n',
    )
    expect(table.columnNames).toEqual(['id', 'tags', 'new', 'code', 'since'])
    expect(cellsOf(table.column('id', 'text'))).toEqual(['1', '2'])
    expect(cellsOf(table.column('id'))).toEqual([1, 2])
    expect(cellsOf(table.column('tags'))).toEqual([['a', 'b'], []])
    expect(cellsOf(table.column('new'))).toEqual([true, undefined])
    expect(cellsOf(table.column('code'))).toEqual(['7', undefined])
    expect(cellsOf(table.column('since'))).toEqual([undefined, 1706659200])
  })

  it('reads objects as Python prints them, a line each', async () => {
    const table = await tableOf(
      "{'id': '0001', 'title': \"It's\", 'price': 5.5, 'tags': ['a', 'b'], 'rank': {'in': 12345678901234567890}}\n{'id': '0002', 'title': u'B', 'price': nan, 'new': True, 'tags': None}\n",
    )
    expect(table.columnNames).toEqual(['id', 'title', 'price', 'tags', 'rank.in', 'new'])
    expect(cellsOf(table.column('id', 'text'))).toEqual(['0001', '0002'])
    expect(cellsOf(table.column('title'))).toEqual(["It's", 'B'])
    expect(cellsOf(table.column('price'))).toEqual([5.5, undefined])
    expect(cellsOf(table.column('tags'))).toEqual([['a', 'b'], []])
    expect(cellsOf(table.column('rank.in', 'text'))).toEqual(['12345678901234567890', undefined])
    expect(cellsOf(table.column('new'))).toEqual([undefined, true])
    await expect(tableOf("{'id': 'a'}\n{'id': b}\n")).rejects.toThrow(
      "items.csv:2: expected an object as Python prints it, like those above, got '{'id': b}'",
    )
  })

  it('reads back whatever the CSV library writes', async () => {
    const cell = fc
      .string({ maxLength: 6 })
      .map((text) => text.replaceAll('\r', '').trim())
      .filter((text) => text !== '\\N') // which is how databases write nothing
    const rows = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        const text = Papa.unparse([['id', 'one', 'two'], ...rows], { newline: '\n' })
        const table = await readTable(new Blob([text]), {})
        const [one, two] = [cellsOf(table.column('one', 'text')), cellsOf(table.column('two', 'text'))]
        expect(one).toEqual(rows.map(([, one]) => one || undefined))
        expect(two).toEqual(rows.map(([, , two]) => two || undefined))
      }),
    )
  })

  it.each([
    ['', 'items.csv: expected a table, got an empty file'],
    ['id,,x\na,,1\nb,7,2\n', "items.csv:1: expected a name for column 2, got nothing above '7' in line 3"],
    [';;\n1;2;3\n', 'items.csv:1: expected a name for column 1, got nothing'],
    [
      'Products,,\nid,x,y\na,1,2\n',
      "items.csv:1: expected names of columns, got a title: 'Products', and 2 without: choose with skipLines",
    ],
    [
      'Products\nid,x\na,1\n',
      "items.csv:2: expected 1 field, as the first line has, 'Products', got 2: choose with delimiter or skipLines",
    ],
    [
      '"id" "x"\n"1" "a" 1\n'.replaceAll(' ', ','),
      'items.csv:2: expected 2 fields, as the header has, got 3: if',
    ],
    [
      'id | x\n---+---\n a | 1\n(1 row)\n',
      "items.csv:2: expected a row, got '---+---', as in tables that psql",
    ],
    ['id,x\na,1\n(1 row)\n', "items.csv:3: expected a row, got a count of rows, '(1 row)'"],
    ['# a\n# b\n', 'items.csv: expected a table, got only comments in its first 2 lines'],
    [
      '[["id","x"],["a",1]]',
      `items.csv:1: expected an object with names for each row, as pandas writes with`,
    ],
    ['id,x\na,1\nb\n', 'items.csv:3: expected 2 fields, got 1'],
    [
      'id,x\n"a\nb",1\nc,"2" 3\n',
      'items.csv:4: expected a delimiter or a line end after a closing quote, got other text',
    ],
    [
      'id,x\na,"the \\"\\" of"\n',
      `items.csv:2: expected a delimiter or a line end after a closing quote, got a quote behind a backslash, as MySQL and Spark write it (double it, as sed 's/\\\\"/""/g' does), or other text`,
    ],
    ['id,x\na,"1\n', 'items.csv:2: expected a closing quote, got the end of the file'],
    [
      '"id","x"\n"a","1"\n"b","2',
      'items.csv:3: expected a closing quote, got the end of the file, without a line end, as in a file that was cut off (export or download it again)',
    ],
    ['{"id":1}\n[2]\n', 'items.csv:2: expected a JSON object, got a list'],
    ['{"id":1}\n\n{"id"\n', `items.csv:3: expected a JSON object, got '{"id"'`],
  ])('refuses %j', async (text, message) => {
    await expect(tableOf(text)).rejects.toThrow(message)
  })

  it.each([
    ['a title is passed over', 'Products\n\nid,x\na,1\n', { skipLines: 2 }],
    ['a delimiter that was chosen', 'id:x\na:1\n', { delimiter: ':' }],
    ['the delimiter that fits the rows too', 'id;x, of all\na;1\n', {}],
    ['colons that cut all lines', 'id::x\na::1\n', {}],
    ['the delimiter that Excel names', 'sep=|\nid|x,y;z\na|1\n', {}],
    ['comments, where the file begins with some', '# exported\nid,x\n# of November, by me\na,1\n', {}],
    ['columns without a name or a cell, as Excel writes them, are not read', 'id;;x;;\na;;1;;\n;;;;\n', {}],
    ['the index of a data frame is not read', ',id,x\n0,a,1\n', {}],
  ])('reads below what is no row: %s', async (_, text, options) => {
    const table = await readTable(new Blob([text]), { name: 'items.csv', ...options })
    const [id, x] = table.columnNames
    expect([id, table.columnNames.length, table.rowCount]).toEqual(['id', 2, 1])
    expect([cellsOf(table.column('id')), cellsOf(table.column(x!))]).toEqual([['a'], [1]])
  })

  it('reads fields between colons as MovieLens writes them, with bars, quotes and colons in them', async () => {
    const text = 'id::title::genres\n1::"Heat" : 2::Crime|Drama\n2::"Up::Animation|Drama\n'
    for (const options of [{}, { delimiter: '::' }]) {
      const table = await readTable(new Blob([text]), options)
      expect(cellsOf(table.column('title'))).toEqual(['"Heat" : 2', '"Up'])
      expect(cellsOf(table.column('genres', { list: '|' }))[1]).toEqual(['Animation', 'Drama'])
    }
  })

  it('reads fields between spaces, where all lines have as many words or a space is chosen', async () => {
    const spaced = (text: string) => readTable(new Blob([text]), { name: 'items.csv', delimiter: ' ' })
    const rows = ['B001 0', 'B002 1', 'B003  2', 'B004 3', 'B005\t4']
    const table = await tableOf(`org_id remap_id\n${rows.join('\r\n')}\n`)
    expect(table.columnNames).toEqual(['org_id', 'remap_id'])
    expect(cellsOf(table.column('remap_id'))).toEqual([0, 1, 2, 3, 4])
    const quoted = await spaced('id title\n1 "Toy Story"\n2 "Heat"\n')
    expect(cellsOf(quoted.column('title'))).toEqual(['Toy Story', 'Heat'])
    const titles = await tableOf(`title\n${'Toy Story\n'.repeat(6)}`)
    expect(titles.columnNames).toEqual(['title'])
    await expect(spaced(`org_id remap_id\n${rows.join('\n')}\nB006\n`)).rejects.toThrow(
      /:7: expected 2 fields, got 1/,
    )
  })

  it('reads the escapes of mysql --batch and COPY if it is to, else says which columns have some', async () => {
    const text = 'id\tname\tnote\n1\tRiver\\tA4\t\\N\n2\t"Pen\\\\Pencil" set\ttwo\\nlines\n3\tTea\t\\N\n'
    const read = (quoting: TableReading['quoting'], of = text) =>
      readTable(new Blob([of]), { name: 'items.tsv', quoting })
    const table = await read('escaped')
    expect(cellsOf(table.column('name'))).toEqual(['River\tA4', '"Pen\\Pencil" set', 'Tea'])
    expect(cellsOf(table.column('note'))).toEqual([undefined, 'two\nlines', undefined])
    expect(table.escaped).toBeUndefined()
    const asTheyStand = await read('none')
    expect(cellsOf(asTheyStand.column('name'))[0]).toBe('River\\tA4')
    expect(asTheyStand.escaped).toEqual([
      { column: 'name', cells: 2, first: 'River\\tA4' },
      { column: 'note', cells: 1, first: 'two\\nlines' },
    ])
    expect((await read('none', text.replace('Tea', 'C:\\Users'))).escaped).toBeUndefined()
    expect((await read('double', text.replaceAll('\t', ',').replaceAll('"', ''))).escaped).toBeUndefined()
  })

  it('asks about a quote that would make one cell of lines, or stands within a field, and reads it as chosen', async () => {
    const names = 'id\ttitle\n1\t"Weird Al\n2\tHeat\n3\tYankovic"\n'
    await expect(tableOf(names)).rejects.toMatchObject({
      message: `items.csv:2: expected a closing quote in the same line, got a quote that is closed in a later one, behind 'Weird Al\\n2\\tHeat\\n3\\tYankovic': choose with quoting`,
      options: ['quoting'],
    })
    const titlesOf = async (text: string, quoting: 'none' | 'double') => {
      const table = await readTable(new Blob([text]), { quoting })
      return cellsOf(table.column('title'))
    }
    expect(await titlesOf(names, 'none')).toEqual(['"Weird Al', 'Heat', 'Yankovic"'])
    expect(await titlesOf(names, 'double')).toEqual(['Weird Al\n2\tHeat\n3\tYankovic'])
    const between = 'id\ttitle\tprice\n1\t"Weird Al\t3\n2\tMonitor 24"\t5\n3\tHeat\t4\n'
    await expect(tableOf(between)).rejects.toThrow(
      /:2: expected a closing quote in the same line.* choose with quoting$/,
    )
    expect(await titlesOf(between, 'none')).toEqual(['"Weird Al', 'Monitor 24"', 'Heat'])
    const within = 'id\ttitle\n1\t"Weird Al" Yankovic\n2\tHeat "2"\n'
    await expect(tableOf(within)).rejects.toThrow(
      /:2: expected a delimiter .* got other text: choose with quoting \('none'\)$/,
    )
    expect(await titlesOf(within, 'none')).toEqual(['"Weird Al" Yankovic', 'Heat "2"'])
    for (const quoted of ['"id";"title"\n"1";"Up"\n', 'id;title\n1;"Up;Down"\n']) {
      // quotes are those of cells, whatever one line has
      await expect(tableOf(`${quoted}2;"Heat" (1995)\n`)).rejects.toThrow(/:3: .* got other text$/)
    }
    const open = 'id\ttitle\n1\t"Weird Al\n'
    await expect(tableOf(open)).rejects.toThrow(/the end of the file: choose with quoting \('none'\)$/)
    const ofLines = 'id\ttext\tx\n1\t"a\nb"\t2\n' // as a spreadsheet writes a cell of two lines
    expect(cellsOf((await tableOf(ofLines)).column('text'))).toEqual(['a\nb'])
  })

  it('names the mark that is in a text between colons', async () => {
    const text = '1::Heat (1995)::Crime\n2::Up::Down (2009)::Drama\n3::Her (2013)::Drama\n'
    await expect(
      readTable(new Blob([text]), { name: 'movies.dat', header: false, delimiter: '::' }),
    ).rejects.toThrow(
      "movies.dat:2: expected 3 fields, got 4, as '::' is in a text, '2::Up::Down (2009)::Drama': separate the fields by another mark",
    )
  })

  it('asks whether a first line of numbers above numbers names columns, and reads either', async () => {
    const text = '1,1991,Film 1,,0,0\n2,1992,Film 2,,0,1\n'
    await expect(tableOf(text)).rejects.toMatchObject({
      message:
        "items.csv:1: expected names of columns, got '1,1991,Film 1,,0,0', which looks like a row: choose with header: false or header: true",
      options: ['header: false', 'header: true'],
    })
    const table = await readTable(new Blob([text]), { header: false })
    expect(table.columnNames).toEqual(['0', '1', '2', '3', '4', '5'])
    expect([table.rowCount, cellsOf(table.column('2'))]).toEqual([2, ['Film 1', 'Film 2']])
    const years = 'article,2021,2022\nx,1,2\ny,3,4\n'
    expect((await tableOf(years)).columnNames).toEqual(['article', '2021', '2022'])
    const named = await readTable(new Blob([years.replace('article', 'thing')]), { header: true })
    expect([named.columnNames, named.rowCount]).toEqual([['thing', '2021', '2022'], 2])
  })

  it('refuses options that no file can fit', async () => {
    const reading = (options: object) => readTable(new Blob(['id\n1\n']), { name: 'items.csv', ...options })
    await expect(reading({ delimiter: 'ab' })).rejects.toThrow(
      `items.csv: delimiter must be '::', a tab or a mark of punctuation, got "ab"`,
    )
    await expect(reading({ skipLines: 1.5 })).rejects.toThrow(
      'skipLines must be an integer, at least 0, got 1.5',
    )
    await expect(reading({ skipLines: 9 })).rejects.toThrow('expected lines below the first 9, got 2 in all')
  })

  it('takes dates with points for dates, where all cells of a column are some', async () => {
    const table = await tableOf('id,since,version\n1,31.12.2025,1.2.2025\n2,1.2.2024 18:30,10.13.2025\n')
    expect(cellsOf(table.column('since'))).toEqual([1767139200, 1706812200])
    expect(table.column('version').type).toBe('text')
  })

  it('names the line that is no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('id,x\na,1\n'), Buffer.of(0xe9), Buffer.from(',2\n')])
    await expect(readTable(new Blob([bytes]), { name: 'items.csv' })).rejects.toThrow(
      "items.csv:3: expected UTF-8 text, got the byte 0xE9, 'é' in windows-1252 or windows-1250, 'й' in windows-1251: choose with encoding",
    )
  })

  it('stops by its signal', async () => {
    await expect(readTable(new Blob(['id\n1\n']), { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })
})

describe('a column', () => {
  it.each([
    ['number', "items.csv:3: expected a finite number as 'x', got 'no'"],
    ['boolean', "items.csv:3: expected 0 or 1, like those before, as 'x', got 'no'"],
    ['date', "items.csv:2: expected a date (2026-12-31 or 31.12.2026) as 'x', got '1'"],
  ] as const)('of type %s refuses other cells, naming the line', async (type, message) => {
    const table = await tableOf('id,x\na,1\nb,no\n')
    expect(() => table.column('x', type)).toThrow(message)
  })

  it('of numbers names the type to which a few other cells are missing', async () => {
    const text = 'id;x\na;1,5\nb;2,5\nc;no\n'
    const table = await readTable(new Blob([text]), { name: 'items.csv', decimal: 'comma' })
    expect(() => table.column('x', 'number')).toThrow(
      "items.csv:4: expected a finite number as 'x', got 'no': leave the cells without a number empty, or read the column as 'number-or-missing'",
    )
    expect(cellsOf(table.column('x', 'number-or-missing'))).toEqual([1.5, 2.5, undefined])
    const points = await readTable(new Blob([text]), { name: 'items.csv', decimal: 'point' })
    expect(() => points.column('x', 'number')).toThrow(/got '1,5'$/)
  })

  it.each([
    ['f', 't'],
    ['nein', 'ja'],
    ['No', 'Yes'],
    ['0', '1'],
    ['N', 'J'],
    ['False', 'TRUE'],
  ])('of type boolean reads %s and %s', async (no, yes) => {
    const table = await tableOf(`id,x\na,${no}\nb,${yes}\nc,\nd,${no}\n`)
    expect([...table.column('x', 'boolean').values]).toEqual([0, 1, -1, 0])
    const objects = tableFrom([{ x: 0 }, { x: 1 }])
    expect([...objects.column('x', 'boolean').values]).toEqual([0, 1])
    const other = await tableOf('id,x\na,maybe\n')
    expect(() => other.column('x', 'boolean')).toThrow("expected true or false as 'x', got 'maybe'")
  })

  it('must be one of the table', async () => {
    const table = await tableOf('id,x\na,1\n')
    expect(() => table.column('price')).toThrow("items.csv: expected a column 'price', got columns 'id', 'x'")
  })

  it('refuses values of two types, and of none that a column has', () => {
    const table = tableFrom([{ x: 1, y: {} }, { x: 'one' }], { name: 'products' })
    expect(() => table.column('x')).toThrow(
      "products: row 2: expected a number, like those before, as 'x', got 'one'",
    )
    expect(() => table.column('y')).toThrow(
      "products: row 1: expected a number, a text, a boolean, a date or a list as 'y', got an object",
    )
  })

  it('reads numbers beside a currency if it is to, but not of two', async () => {
    const prices = async (...cells: string[]) => {
      const table = await readTable(
        new Blob([`id;price\n${cells.map((cell, id) => `${id};${cell}\n`).join('')}`]),
      )
      return Array.from(table.column('price', 'number').values)
    }
    expect(await prices('549,00\u00a0€', '1\u202f200,50 €', '', '7')).toEqual([549, 1200.5, Number.NaN, 7])
    expect(await prices('$1,618.88', '$4.50')).toEqual([1618.88, 4.5])
    expect(await prices('59,90 zł', '4,00 zł')).toEqual([59.9, 4])
    await expect(prices('1.200 €', '1.500 €')).rejects.toThrow(
      "a number whose decimal mark is sure as 'price'",
    )
    await expect(prices('5,00 €', '5,00 $')).rejects.toThrow(
      ":3: expected an amount in €, like those before, as 'price', got '5,00 $'",
    )
    await expect(prices('20,5 %')).rejects.toThrow("expected a finite number as 'price', got '20,5 %'")
  })

  it('refuses a type that is none, as programs without types may give it', () => {
    const table = tableFrom([{ x: 'a,b' }])
    expect(() => table.column('x', ',' as 'text')).toThrow(
      "type of a column must be one of number, number-or-missing, text, boolean, date, or { list: ',' } with the separator of lists, got ','",
    )
  })

  it('reads dates, booleans and numbers as texts if it is to', () => {
    const table = tableFrom([{ x: 'none' }, { x: new Date(0) }, { x: true }, { x: 4.5 }])
    expect(cellsOf(table.column('x', 'text'))).toEqual(['none', '1970-01-01T00:00:00.000Z', 'true', '4.5'])
  })

  it('keeps large integers whole as texts and refuses them as numbers', () => {
    const table = tableFrom([{ id: 2n ** 60n + 1n }])
    expect(cellsOf(table.column('id', 'text'))).toEqual(['1152921504606846977'])
    expect(() => table.column('id')).toThrow('expected an integer of at most 53 bits')
  })
})

describe('readTableFile', () => {
  it('reads text, gzip or not', async () => {
    const plain = await readTableFile(await written('items.csv', products))
    const packed = await readTableFile(await written('items.csv.gz', gzipSync(products)))
    for (const column of plain.columnNames) expect(packed.column(column)).toEqual(plain.column(column))
  })

  it('reads parquet with the same columns', async () => {
    const path = join(folder, 'items.parquet')
    await parquetWriteFile({
      filename: path,
      rowGroupSize: 2,
      columnData: [
        { name: 'sku', data: ['a1', 'b2', null], type: 'STRING', nullable: true },
        { name: 'price', data: [4.5, Number.NaN, -100], type: 'DOUBLE' },
        { name: 'stock', data: [1n, 2n, 3n], type: 'INT64' },
        { name: 'new', data: [true, false, true], type: 'BOOLEAN' },
        { name: 'since', data: [new Date(0), new Date(86_400_000), new Date(5000)], type: 'TIMESTAMP' },
      ],
    })
    const table = await readTableFile(path)
    expect(table.rowCount).toBe(3)
    expect(cellsOf(table.column('sku'))).toEqual(['a1', 'b2', undefined])
    expect(cellsOf(table.column('price'))).toEqual([4.5, undefined, -100])
    expect(cellsOf(table.column('stock'))).toEqual([1, 2, 3])
    expect(cellsOf(table.column('new'))).toEqual([true, false, true])
    expect(cellsOf(table.column('since'))).toEqual([0, 86400, 5])
    expect(() => table.column('sku', 'number')).toThrow(
      `${path}: row 1: expected a finite number as 'sku', got 'a1'`,
    )
  })

  it('reads floats and decimals of parquet as the numbers that they were written as', async () => {
    const path = join(folder, 'prices.parquet')
    const prices = [10.01, 0.35, -0.7, Number.NaN, 1.14, 16777216]
    await parquetWriteFile({
      filename: path,
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'float', type: 'FLOAT', repetition_type: 'REQUIRED' },
        {
          ...{ name: 'decimal', type: 'INT32', repetition_type: 'OPTIONAL' },
          ...{ converted_type: 'DECIMAL', precision: 9, scale: 2 },
        },
      ],
      columnData: [
        { name: 'float', data: prices },
        { name: 'decimal', data: [10.01, 0.35, -0.7, null, 1.14, 4] },
      ],
    })
    const table = await readTableFile(path)
    expect(cellsOf(table.column('float'))).toEqual([10.01, 0.35, -0.7, undefined, 1.14, 16777216])
    expect(cellsOf(table.column('float', 'text'))).toEqual([
      '10.01',
      '0.35',
      '-0.7',
      undefined,
      '1.14',
      '16777216',
    ])
    expect(cellsOf(table.column('decimal'))).toEqual([10.01, 0.35, -0.7, undefined, 1.14, 4])
  })

  it('says what is wrong with a file', async () => {
    await expect(readTableFile(join(folder, 'none.csv'))).rejects.toThrow(
      'none.csv: expected a file that can be read',
    )
    const cut = await written('cut.csv.gz', gzipSync(products).subarray(0, 30))
    await expect(readTableFile(cut)).rejects.toThrow('cut.csv.gz: expected complete gzip data')
  })
})

it('objects within the objects of JSON are columns by their paths', async () => {
  const json = (rows: readonly object[]) =>
    readTable(new Blob([JSON.stringify(rows)]), { name: 'items.json' })
  const table = await json([
    { sku: 'a', price: { amount: 5, tax: { rate: 0.19 } } },
    { sku: 'b', price: null },
    { sku: 'c', price: { amount: 7 } },
  ])
  expect(table.column('price.amount')).toEqual({ type: 'number', values: Float64Array.of(5, Number.NaN, 7) })
  expect(table.column('price.tax.rate')).toEqual({
    ...{ type: 'number', values: Float64Array.of(0.19, Number.NaN, Number.NaN) },
  })
  await expect(json([{ sku: 'a', 'price.amount': 5, price: { amount: 5 } }])).rejects.toThrow(
    "items.json:1: expected each column once, got column 'price.amount' twice",
  )
})

it('asks whether a first line names columns, if its first cell has the form of the ids below', async () => {
  const rows = ['SKU-01,Tea,Acme', 'SKU-02,Rum,Bolt', 'CAP-003,Cap,Bolt', 'HAT-04,Hat,Acme']
  const read = (lines: readonly string[], header?: boolean) =>
    readTable(new Blob([`${lines.join('\n')}\n`]), { name: 'products.csv', header })
  await expect(read(rows)).rejects.toMatchObject({
    message:
      "products.csv:1: expected names of columns, got 'SKU-01,Tea,Acme', which looks like a row: choose with header: false or header: true",
  })
  expect((await read(rows, false)).rowCount).toBe(4)
  expect((await read(rows, true)).columnNames).toEqual(['SKU-01', 'Tea', 'Acme'])
  expect((await read(['Part 1,Name,Brand', ...rows])).rowCount).toBe(4)
  expect((await read(['sku,name,brand', ...rows])).columnNames[0]).toBe('sku')
})

describe('a table in JSON', () => {
  it('of objects whose keys are ids is refused, before rows × keys fill the memory', async () => {
    const rows = (count: number) =>
      Array.from(
        { length: count },
        (_, id) => `{"id":"${id}","variants":{"v${id}":{"sku":"s${id}","stock":3}}}`,
      )
    await expect(tableOf(rows(8000).join('\n'))).rejects.toThrow(
      /^items\.csv:\d+: expected objects that share their keys, got [36],\d{3} different ones in [36],\d{3}, such as 'variants\.v\d+\.stock'$/,
    )
    expect((await tableOf(rows(600).join('\n'))).columnNames).toHaveLength(1201)
  })

  const read = (text: string) => readTable(new Blob([text]), { name: 'items.json' })
  const rows = [
    { id: 'a', title: 'Tea', variants: [{ id: 7 }] },
    { id: 'b', title: 'Rum', variants: [] },
  ]
  const ids = async (text: string) => cellsOf((await read(text)).column('id', 'text'))

  it('is read out of an array under a key of one object, in one line or in several', async () => {
    const around = { total: 2, products: rows, shops: [{ name: 'x' }] }
    for (const text of [
      JSON.stringify({ products: rows }),
      JSON.stringify(around),
      JSON.stringify(around, null, 2),
    ])
      expect(await ids(text)).toEqual(['a', 'b'])
    expect(await ids(JSON.stringify({ categories: [{ id: 1 }], products: rows }))).toEqual(['a', 'b'])
    const many = Array.from({ length: 40_000 }, (_, id) => ({ id: `i${id}`, title: 'of some length' }))
    expect(await ids(JSON.stringify({ products: many }))).toHaveLength(40_000)
  })

  it('is read from objects one after another over any lines', async () => {
    expect(await ids(rows.map((row) => JSON.stringify(row, null, 2)).join('\n'))).toEqual(['a', 'b'])
  })

  it('of one row is that row, with the arrays in it', async () => {
    expect(await ids(JSON.stringify(rows[0]))).toEqual(['a'])
    expect((await read(JSON.stringify({ ean: '7', variants: [{ size: 1 }] }))).columnNames).toEqual([
      'ean',
      'variants',
    ])
  })

  it('is refused with the jq that writes its rows, where its keys are the ids of items', async () => {
    await expect(read('{"A12": {"title": "Tea"}, "B7": {"title": "Rum"}}')).rejects.toThrow(
      ": write a line for each key, the id of an item, as jq -c 'to_entries[] | {id: .key} + .value' does",
    )
    await expect(read('{"0": {"sku": "A12"}, "1": {"sku": "B7"}}')).rejects.toThrow(
      ": write a line for each key, as jq -c '.[]' does",
    )
  })

  it('is refused with the jq that writes its rows, where they are further in or in one of several arrays', async () => {
    await expect(read(JSON.stringify({ data: { products: { nodes: rows } } }))).rejects.toThrow(
      "got one object, with lists or objects under 'data': write the objects of its array one a line, as jq -c '.data.products.nodes[]' does",
    )
    await expect(read(JSON.stringify({ books: rows, films: rows }))).rejects.toThrow(
      "items.json:1: expected one array of items, got several, under 'books' and 'films': write the objects of one a line, as jq -c '.books[]' does",
    )
  })

  it('that is cut off or malformed is named by its line', async () => {
    await expect(read('{"products": [\n{"id": "a"},\n{"id": "b"}\n')).rejects.toThrow(
      'expected the end of the array',
    )
    await expect(read('{"id": "a"}\n{"id" "b"}\n')).rejects.toThrow('items.json:2: expected a JSON object')
  })
})

it('a list may have hundreds of thousands of entries', () => {
  const users = Array.from({ length: 200_000 }, (_, user) => `u${user}`)
  const table = tableFrom([
    { id: 'a', buyers: users },
    { id: 'b', buyers: ['u7'] },
  ])
  const [first, second] = cellsOf(table.column('buyers')) as string[][]
  expect(first).toEqual(users)
  expect(second).toEqual(['u7'])
})

it('reads apostrophes between thousands in a column of numbers, and hides no number below zero', async () => {
  const read = (cells: readonly string[]) =>
    readTable(new Blob([`id;price\n${cells.map((cell, i) => `${i};${cell}\n`).join('')}`]), {
      name: 'items.csv',
    })
  for (const type of ['number', 'number-or-missing'] as const) {
    const table = await read(["1'249.00", '89.50', '7', '-1’249’000', "CHF 2'000.5"])
    expect(cellsOf(table.column('price', type))).toEqual([1249, 89.5, 7, -1249000, 2000.5])
  }
  const sizes = await read(["1'24", '89.50', '7'])
  expect(() => sizes.column('price', 'number')).toThrow("expected a finite number as 'price', got '1'24'")
  const stock = await read(['5', '(6)', '7'])
  expect(() => stock.column('price', 'number')).toThrow(
    "items.csv:3: expected a finite number as 'price', got '(6)': write a number below zero with its sign first, as -6",
  )
  const prices = await read(['5', '49,-', '7']) // 49.00
  expect(() => prices.column('price', 'number')).toThrow("got '49,-': write 49,- as 49")
})
