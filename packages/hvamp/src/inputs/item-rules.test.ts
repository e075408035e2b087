import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFrom } from '@hvamp/data'
import { itemTable } from '@hvamp/rules'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { output } from '../terminal/output'
import { emptyLists, idsOf, readItemRules } from './item-rules'
import { unmetInWords } from './unmet-values'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-items-'))
  path = join(folder, 'excel.csv')
  await writeFile(path, 'id,stock\n7,3\n8,0\n12,5\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function compiled(itemIds: readonly string[], where?: string) {
  const notes: string[] = []
  const rules = await readItemRules({ itemTable: path, ...(where !== undefined && { where }) })
  return { rules: await rules.of(itemIds, { ...output(), note: (text) => notes.push(text) }), notes }
}

it('says how many items of the model have no row in the item table', async () => {
  expect((await compiled(['7', '8', '0012', '0013'])).notes).toEqual([
    `2 of 4 items of the model have no row in ${path}`,
  ])
  expect((await compiled(['8', '7'])).notes).toEqual([])
})

it('refuses an item table without a single id of the model', async () => {
  await expect(compiled(['0007', '0008'])).rejects.toThrow(
    `--item-table: ids must be those of the model's items, such as '0007', '0008', got '7', '8', '12' in ${path}, none of which is one: '7' stands for '0007': write it in the table as in the data (--table-id names another column)`,
  )
})

it('names the column that has the ids of the model', async () => {
  const itemTable = join(folder, 'woo.csv')
  await writeFile(itemTable, 'ID,SKU,Name\n7,C-1,Cap\n8,C-2,Hat\n')
  const rules = await readItemRules({ itemTable })
  await expect(rules.of(['C-1', 'C-2'], output())).rejects.toThrow(
    /none of which is one: column 'SKU' has them: choose with --table-id SKU$/,
  )
})

it('says how many rows of an item table have no id, and asks where nearly all have none', async () => {
  const itemTable = join(folder, 'shopify.csv')
  await writeFile(
    itemTable,
    'Handle,Title,Variant SKU,Image Position\ncap,Cap,C-1,1\ncap,,,2\ncap,,C-2,3\nhat,Hat,H-1,1\nhat,,,2\n',
  )
  const notes: string[] = []
  const rules = await readItemRules({ itemTable })
  await rules.of(['C-1', 'C-2', 'H-1'], { ...output(), note: (text) => notes.push(text) })
  expect(notes).toEqual([
    `${itemTable}: 2 rows have no 'Variant SKU' and belong to no item`,
    `Title is missing for 1 of 3 items in ${itemTable}, which have no title`,
  ])
  const bare = join(folder, 'without.csv')
  await writeFile(bare, 'Handle,Variant SKU\ncap,\nhat,\n')
  await expect(readItemRules({ itemTable: bare })).rejects.toThrow(
    `${bare}: rows must have an id in 'Variant SKU', got none in 2 of 2 rows, the first of them row 1: choose with --table-id`,
  )
})

it("leaves what is no column of a publisher's file to itself, unless a rule names it", async () => {
  const itemTable = join(folder, 'meta.jsonl')
  const items = [
    {
      price: null,
      images: [{ thumb: 'a.jpg' }],
      details: { brand: 'Acme' },
      asin: '',
      parent_asin: 'B1',
      title: 'Strings',
    },
    { price: 'from 12.99', images: [], details: {}, asin: '', parent_asin: 'B2', title: 'Picks' },
    { price: 9.99, images: [], details: {}, asin: '', parent_asin: 'B3', title: 'Strap' },
  ]
  await writeFile(itemTable, items.map((item) => `${JSON.stringify(item)}\n`).join(''))
  const notes: string[] = []
  const out = { ...output(), note: (text: string) => notes.push(text) }
  const rules = await readItemRules({ itemTable, where: "title != 'Picks'" })
  expect((await rules.of(['B1', 'B2', 'B3'], out)).candidateCount).toBe(2)
  expect(notes).toEqual([`${itemTable}: not read, for their cells are not of one type: 'price', 'images'`])
  const priced = await readItemRules({ itemTable, where: 'price < 10' })
  await expect(priced.of(['B1', 'B2', 'B3'], output())).rejects.toThrow(
    `--where: ${itemTable}:3: expected a text, like those before, as 'price', got 9.99: choose with --table-type price=text`,
  )
  const chosen = await readItemRules({ itemTable, where: "price = '9.99'", tableType: { price: 'text' } })
  expect((await chosen.of(['B1', 'B2', 'B3'], output())).candidateCount).toBe(1)
})

it('takes of several columns of ids the one that has an id of its own in each row', async () => {
  const itemTable = join(folder, 'books.csv')
  await writeFile(itemTable, 'isbn,asin,book_id,title\n,,7,Emma\n,,8,Persuasion\n0141439513,,9,Pride\n')
  const rules = await readItemRules({ itemTable })
  expect([rules.table?.id, rules.table?.titleOf('8')]).toEqual(['book_id', 'Persuasion'])
})

it("takes a product's facts for its further variants, and says so", async () => {
  const itemTable = join(folder, 'products_export.csv')
  const rows = ['cap', 'hat', 'tie'].flatMap((handle) => [
    `${handle},${handle.toUpperCase()},Acme,${handle}-1,,4,a.jpg`,
    `${handle},,,${handle}-2,,0,`,
    `${handle},,,,,,b.jpg`,
  ])
  await writeFile(
    itemTable,
    `Handle,Title,Vendor,Variant SKU,Variant Barcode,Stock,Image Src\n${rows.join('\n')}\n`,
  )
  const notes: string[] = []
  const rules = await readItemRules({ itemTable, where: "Vendor = 'Acme' and Stock > 0", per: { Vendor: 2 } })
  const compiled = await rules.of(['cap-1', 'cap-2', 'hat-1', 'tie-2'], {
    ...output(),
    note: (text) => notes.push(text),
  })
  expect([rules.table?.id, rules.table?.titleOf('cap-2'), compiled.candidateCount]).toEqual([
    'Variant SKU',
    'CAP',
    2,
  ])
  expect(compiled.limits[0]!.groups).toEqual(Int32Array.of(0, 0, 0, 0))
  expect(notes).toContain(
    `${itemTable}: 'Title', 'Vendor', 'Image Src' stand in the first row of each 'Handle' alone, and hold for the rows below it`,
  )
})

it('says how many items a limit leaves free, for their value is missing', async () => {
  const itemTable = join(folder, 'brands.csv')
  await writeFile(itemTable, 'id,brand\n7,Acme\n8,\n9,Acme\n')
  const notes: string[] = []
  const rules = await readItemRules({ itemTable, per: { brand: 1 } })
  await rules.of(['7', '8', '9'], { ...output(), note: (text) => notes.push(text) })
  expect(notes).toEqual([`--per: brand is missing for 1 of 3 items in ${itemTable}, which it does not limit`])
})

it('says how many items have no title', async () => {
  const itemTable = join(folder, 'untitled.csv')
  await writeFile(itemTable, 'id,Name\n7,Cap\n8,\n9,Tie\n10,\n')
  const notes: string[] = []
  const rules = await readItemRules({ itemTable })
  await rules.of(['7', '8', '9'], { ...output(), note: (text) => notes.push(text) })
  expect(notes).toEqual([`Name is missing for 1 of 3 items in ${itemTable}, which have no title`])
})

it('names the column that may be titles where none is known', async () => {
  const itemTable = join(folder, 'plates.csv')
  await writeFile(itemTable, 'sku,kind,Opis\n7,tea cup,Blue cup\n8,tea cup,Green cup\n9,tea cup,Red bowl\n')
  const notes: string[] = []
  const rules = await readItemRules({ itemTable })
  await rules.of(['7', '8', '9'], { ...output(), note: (text) => notes.push(text) })
  expect(notes).toEqual([
    `${itemTable}: no column is known for titles: choose with --table-title Opis or another`,
  ])
  await writeFile(itemTable, 'sku,stock\n7,1\n8,2\n9,3\n')
  const ofStock: string[] = []
  await (await readItemRules({ itemTable })).of(['7'], { ...output(), note: (text) => ofStock.push(text) })
  expect(ofStock).toEqual([])
})

it('reads titles with quotes in them as chosen, and names the option', async () => {
  const itemTable = join(folder, 'songs.tsv')
  await writeFile(itemTable, 'id\ttitle\n7\t"Weird Al" Yankovic\n8\tBeat It\n')
  await expect(readItemRules({ itemTable })).rejects.toThrow(/choose with --table-quoting none$/)
  const { table } = await readItemRules({ itemTable, tableQuoting: 'none' })
  expect(table!.titleOf('7')).toBe('"Weird Al" Yankovic')
})

it('says that texts stand as mysql --batch wrote them, and reads what was meant', async () => {
  const itemTable = join(folder, 'products.tsv')
  await writeFile(itemTable, 'id\tname\n7\tRiver\\tA4\n8\tPen\\\\Pencil\n')
  const said: string[] = []
  const of = async (settings: object) => {
    said.length = 0
    const rules = await readItemRules({ itemTable, ...settings })
    await rules.of(['7', '8'], { ...output(), note: (text) => said.push(text) })
    return rules.table!.titleOf('7')
  }
  expect(await of({})).toBe('River\\tA4')
  expect(said).toEqual([
    `${itemTable}: texts have backslashes as mysql --batch and COPY write them, such as 'River\\tA4' in name (2): if they stand for tabs, line ends and backslashes, read them as such with --table-quoting escaped`,
  ])
  expect(await of({ tableQuoting: 'escaped' })).toBe('River\tA4')
  expect(said).toEqual([])
})

it('shows numbers as titles where they are chosen', async () => {
  const itemTable = join(folder, 'map.csv')
  await writeFile(itemTable, 'book_id_csv,book_id\n0,34684622\n1,34536488\n')
  const { table } = await readItemRules({ itemTable, tableId: 'book_id_csv', tableTitle: 'book_id' })
  expect(table?.titleOf('1')).toBe('34536488')
})

it('reads t and f, as psql writes them, by the type that it names', async () => {
  const itemTable = join(folder, 'psql.csv')
  await writeFile(itemTable, 'id,active\n7,t\n8,f\n')
  const rules = await readItemRules({ itemTable, where: 'active = true' })
  await expect(rules.of(['7', '8'], output())).rejects.toThrow(
    `--where: must be a text, as 'active' of ${itemTable} is, got true: write 't', as its cells have it, or choose with --table-type active=boolean`,
  )
  const typed = await readItemRules({ itemTable, where: 'active = true', tableType: { active: 'boolean' } })
  expect((await typed.of(['7', '8'], output())).candidateCount).toBe(1)
})

it('names the option that reads lists in the cells of a text file', async () => {
  const itemTable = join(folder, 'tags.csv')
  await writeFile(itemTable, 'id,Tags,Sizes\n7,"wool, red",M\n8,"blue, wool",L|XL\n9,felt,S\n')
  const noted = async (where: string, tableType = {}) => {
    const notes: string[] = []
    const rules = await readItemRules({ itemTable, where, tableType })
    await rules.of(['7', '8', '9'], { ...output(), note: (text) => notes.push(text) })
    return notes
  }
  expect(await noted('Tags = wool')).toEqual([
    `--where: Tags is never 'wool' alone in ${itemTable}, but in lists such as 'wool, red': choose with --table-type 'Tags=,', and has in place of =`,
  ])
  expect(await noted('Sizes = XL')).toEqual([
    expect.stringContaining("such as 'L|XL': choose with --table-type 'Sizes=|', and has"),
  ])
  await expect(noted('Tags has wool')).rejects.toThrow(
    `--where: column 'Tags' of ${itemTable} must be a list for 'has', got text, such as 'wool, red': choose with --table-type 'Tags=,'`,
  )
  expect(await noted('Tags has wool', { Tags: { list: ',' } })).toEqual([])
  expect(await noted('Tags has red', { Tags: { list: ',' } })).toEqual([])
})

it('knows lists by what other cells have alone, also where they are few', async () => {
  const itemTable = join(folder, 'kategorien.csv')
  const single = ['Kaffee', 'Saft', 'Wasser', 'Wein', 'Bier', 'Tee']
  const rows = single.map((category, row) => `${row},${category}`)
  await writeFile(itemTable, ['id,Kategorien', ...rows, '7,"Tee, Bio"', ''].join('\n'))
  const rules = await readItemRules({ itemTable, where: 'Kategorien has Tee' })
  await expect(rules.of(['7'], output())).rejects.toThrow(
    /must be a list for 'has', got text, such as 'Tee, Bio': choose with --table-type 'Kategorien=,'$/,
  )
  const notes: string[] = []
  const limits = await readItemRules({ itemTable, per: { Kategorien: 1 } })
  await limits.of(['7'], { ...output(), note: (text) => notes.push(text) })
  expect(notes).toEqual([
    `--per: Kategorien of ${itemTable} has lists such as 'Tee, Bio', of which each counts as a group of its own: choose with --table-type 'Kategorien=,' to count each part`,
  ])
  await writeFile(itemTable, 'id,Kategorien\n7,Tee\n8,Rum\n')
  const alone = await readItemRules({ itemTable, where: 'Kategorien has Tee' })
  await expect(alone.of(['7'], output())).rejects.toThrow(/got text: write = in place of has$/)
})

it('names the option of a rule that does not fit the table, whatever is within it', async () => {
  const rules = await readItemRules({ itemTable: path, per: { brnd: 2 } })
  await expect(rules.of(['7'], output())).rejects.toThrow(/^--per: must be a column of .*, got 'brnd'$/)
  await expect(compiled(['7'], 'stock > 0 and price < 5')).rejects.toThrow(
    /^--where: must be a column of .*, got 'price'$/,
  )
})

it('says which texts of a condition no row has, with the nearest one', async () => {
  const itemTable = join(folder, 'goods.csv')
  await writeFile(itemTable, 'id,category,colours\n7,shoes,red|blue\n8,Hats,red|green\n')
  const said = async (where: string) => {
    const notes: string[] = []
    const lines: unknown[] = []
    const rules = await readItemRules({ itemTable, where, tableType: { colours: { list: '|' } } })
    const out = {
      ...output(),
      note: (text: string) => notes.push(text),
      emit: (line: unknown) => lines.push(line),
    }
    await rules.of(['7', '8'], out)
    return { notes, lines }
  }
  const value = { column: 'category', value: 'shooes' }
  expect(await said("category = 'shooes'")).toEqual({
    notes: [`--where: category is never 'shooes' in ${itemTable} (Did you mean shoes?)`],
    lines: [{ event: 'unmetValues', values: [value] }],
  })
  const { notes } = await said("not category in (hats, shoes) or (colours has 'pink' and category != 'zzz')")
  expect(notes).toEqual([
    `--where: category is never 'hats' in ${itemTable} (Did you mean Hats?); colours is never 'pink' in ${itemTable}; category is never 'zzz' in ${itemTable}`,
  ])
  expect((await said("category = 'shoes' and colours has 'red'")).notes).toEqual([])
})

it('says how to find a day where the cells have times', () => {
  const table = itemTable(tableFrom([{ id: '7', since: '2024-02-29 08:30' }], { name: 'products' }))
  expect(unmetInWords({ column: 'since', value: '2024-02-28' }, table)).toBe(
    "since is '2024-02-28' for no item of the model in products: a day alone is its midnight, and all of it is 'since >= 2024-02-28 and since < 2024-02-29'",
  )
  expect(unmetInWords({ column: 'since', value: '2024-02-29 09:00' }, table)).toBe(
    "since is '2024-02-29 09:00' for no item of the model in products",
  )
  const days = itemTable(
    tableFrom([{ id: '7', since: '2024-02-29', 'on sale': '2024-02-29 08:30' }], { name: 'products' }),
  )
  expect(unmetInWords({ column: 'since', value: '2024-02-28' }, days)).toMatch(/products$/)
  expect(unmetInWords({ column: 'on sale', value: '2024-02-28' }, days)).toContain(
    `'"on sale" >= 2024-02-28 and "on sale" < 2024-02-29'`,
  )
})

it('says how many items have no weight', async () => {
  const path = join(folder, 'boosts.csv')
  await writeFile(path, 'id,boost\n7,2\n8,\n')
  const notes: string[] = []
  const rules = await readItemRules({ itemTable: path, weights: 'boost' })
  await rules.of(['7', '8'], { ...output(), note: (text: string) => notes.push(text) })
  expect(notes).toEqual([`--weights: boost is missing for 1 of 2 items in ${path}, which have weight 1`])
})

it('says that a text differs from one of the table in its kind of space alone', () => {
  const table = itemTable(tableFrom([{ id: '7', price: '59,00\u00a0€' }], { name: 'products' }))
  expect(unmetInWords({ column: 'price', value: '59,00 €' }, table)).toBe(
    "price is never '59,00 €' in products, but has the same with another kind of space, which looks alike, such as a no-break space: copy it from the table",
  )
})

it('reads an item table of a spreadsheet by options of its own, and names them where they are needed', async () => {
  const itemTable = join(folder, 'artikel.csv')
  await writeFile(itemTable, Buffer.from('id;Kategorie;Preis\n7;Geb\xe4ck;4,5\n8;Tee;1.200,00\n', 'latin1'))
  await expect(readItemRules({ itemTable })).rejects.toThrow(
    /got the byte 0xE4 after '7;Geb', 'Gebäck' in windows-1252 or windows-1250: choose with --table-encoding windows-1252 or the like$/,
  )
  const japanese = join(folder, 'shohin.csv')
  await writeFile(japanese, Buffer.from('id,title\n7,\x8b\x9e\x93s\n', 'latin1'))
  await expect(readItemRules({ itemTable: japanese })).rejects.toThrow(
    /: choose with --table-encoding shift_jis or gb18030$/,
  )
  await expect(readItemRules({ itemTable, tableEncoding: 'latin-99' })).rejects.toThrow(
    /^--table-encoding: must be one that/,
  )
  const quoted = join(folder, 'quoted.csv')
  await writeFile(quoted, 'id,Preis,Bestand\n7,"4,50 €",1.200\n')
  await expect(readItemRules({ itemTable: quoted })).rejects.toThrow(
    /got '1.200': choose with --table-decimal$/,
  )
  const ofText = await readItemRules({ itemTable: quoted, tableDecimal: 'comma', where: 'Preis < 5' })
  await expect(ofText.of(['7'], output())).rejects.toThrow(
    /^--where: .* got text, such as '4,50 €': amounts with a currency: choose with --table-type Preis=number$/,
  )
  const read = { itemTable: quoted, tableDecimal: 'comma', tableType: { Preis: 'number' } } as const
  const cheap = async (where: string) =>
    (await (await readItemRules({ ...read, where })).of(['7'], output())).candidateCount
  expect([await cheap('Preis < 5'), await cheap('Preis < 4.5')]).toEqual([1, 0])
  const texts = join(folder, 'texts.json')
  const priceAs = async (price: string, options: object = {}) => {
    await writeFile(texts, JSON.stringify([{ id: '7', price }]))
    const rules = await readItemRules({ itemTable: texts, where: 'price < 5', ...options })
    return (await rules.of(['7'], output())).allowed
  }
  const asNumber = { tableType: { price: 'number' } }
  await expect(priceAs('4.50')).rejects.toThrow(
    "got text, such as '4.50': numbers as texts: choose with --table-type price=number",
  )
  expect(await priceAs('4.50', asNumber)).toEqual(Uint8Array.of(1))
  await expect(priceAs('4,50')).rejects.toThrow(
    "got text, such as '4,50': a decimal comma: choose with --table-decimal comma and --table-type price=number",
  )
  await expect(priceAs('1,618')).rejects.toThrow(
    'a comma of decimals or of thousands: choose with --table-decimal comma or point and --table-type price=number',
  )
  await expect(priceAs('1,618.88')).rejects.toThrow(
    'commas of thousands: choose with --table-decimal point and --table-type price=number',
  )
  expect(await priceAs('1,618.88', { tableDecimal: 'point', ...asNumber })).toEqual(Uint8Array.of(0))
  expect(await priceAs('4,50', { tableDecimal: 'comma', ...asNumber })).toEqual(Uint8Array.of(1))
  const german = { itemTable, tableEncoding: 'windows-1252', tableDecimal: 'comma' } as const
  const rules = await readItemRules({ ...german, where: "Preis < 5 and Kategorie = 'Gebäck'" })
  expect((await rules.of(['7', '8'], output())).allowed).toEqual(Uint8Array.of(1, 0))
})

it('passes over a title of an item table, and names the options of its lines and its delimiter', async () => {
  const itemTable = join(folder, 'report.csv')
  await writeFile(itemTable, 'Products\n\nid:price\n7:4\n8:9\n')
  const reading = { itemTable, tableDelimiter: ':', tableSkipLines: 2, where: 'price < 5' }
  const rules = await readItemRules(reading)
  expect((await rules.of(['7', '8'], output())).allowed).toEqual(Uint8Array.of(1, 0))
  await writeFile(itemTable, 'Products\nid,price\n7,4\n')
  await expect(readItemRules({ itemTable })).rejects.toThrow(
    /choose with --table-delimiter, --table-skip-lines$/,
  )
  await expect(readItemRules({ itemTable, tableDelimiter: 'ab' })).rejects.toThrow(
    /^--table-delimiter: must be '::', a tab or a mark of punctuation, got "ab"$/,
  )
})

it('reads an item table without header by the numbers of its columns, which its question names', async () => {
  const itemTable = join(folder, 'movies.csv')
  await writeFile(itemTable, '7,1991,Heat\n8,1992,Up\n')
  const question =
    /looks like a row: choose with --no-table-header and a number from 0 as --table-id, --table-header$/
  await expect(readItemRules({ itemTable, tableId: '7' })).rejects.toThrow(question)
  const { table } = await readItemRules({ itemTable, tableHeader: false, tableId: '0', tableTitle: '2' })
  expect([table?.ids, table?.titleOf('7')]).toEqual([['7', '8'], 'Heat'])
})

it('names the option for a column of ids that it does not know', async () => {
  const itemTable = join(folder, 'namen.csv')
  await writeFile(itemTable, 'Nr;Preis\n7;4\n')
  await expect(readItemRules({ itemTable })).rejects.toThrow(
    /got .*Nr.*: choose with --table-id, or of a table whose first line is a row --no-table-header and a number from 0 as --table-id$/,
  )
})

it('names the option for two columns of ids, with the first of them', async () => {
  const itemTable = join(folder, 'twofold.csv')
  await writeFile(itemTable, 'product_id,sku,stock\n7,TE-7,3\n8,TE-8,0\n')
  await expect(readItemRules({ itemTable })).rejects.toThrow(
    /expected one column as item, got 'product_id' and 'sku' .*: choose with --table-id product_id or sku$/,
  )
})

it('takes the column of ids that stand twice before one without any, and names what stands twice', async () => {
  const itemTable = join(folder, 'barcodes.csv')
  await writeFile(itemTable, 'Variant SKU,Variant Barcode,stock\n7,,3\n8,,0\n7,,1\n')
  await expect(readItemRules({ itemTable })).rejects.toThrow(/: ids in 'Variant SKU' must differ, got '7'/)
})

it('says how many rows repeat an item, and names the option where they differ', async () => {
  const itemTable = join(folder, 'twice.csv')
  const read = async (text: string, options: object = {}) => {
    await writeFile(itemTable, `id,price\n${text}`)
    const notes: string[] = []
    const rules = await readItemRules({ itemTable, ...options })
    await rules.of(['7', '8'], { ...output(), note: (note) => notes.push(note) })
    return notes
  }
  expect(await read('7,3\n7,3\n8,4\n')).toEqual([
    `${itemTable}: 1 further row of items with several left out: the first of each counts`,
  ])
  await expect(read('7,3\n7,5\n8,4\n')).rejects.toThrow(
    "got '7' in row 1 and row 2, which differ in 'price': leave all but one of them out, or choose with --table-repeated first or last",
  )
  expect(await read('7,3\n7,5\n8,4\n', { tableRepeated: 'last' })).toEqual([
    `${itemTable}: 1 further row of items with several left out: the last of each counts`,
  ])
})

it('says that a text stands in lists, too, which a comparison of whole cells does not look into', async () => {
  const itemTable = join(folder, 'parts.csv')
  await writeFile(itemTable, 'sku,kind\n7,Greenhouse\n8,Greenhouse; Sale\n9,Tools\n')
  const said = async (where: string, options: object = {}) => {
    const notes: string[] = []
    const rules = await readItemRules({ itemTable, where, ...options })
    const { allowed } = await rules.of(['7', '8', '9'], { ...output(), note: (note) => notes.push(note) })
    return { notes, allowed: [...allowed!] }
  }
  const whole = await said('kind = Greenhouse')
  expect(whole.allowed).toEqual([1, 0, 0])
  expect(whole.notes).toEqual([
    `--where: kind of ${itemTable} has 'Greenhouse' also in lists such as 'Greenhouse; Sale', which are other values: choose with --table-type 'kind=;', and has in place of =`,
  ])
  expect((await said('kind = Tools')).notes).toEqual([])
  const lists = await said('kind has Greenhouse', { tableType: { kind: { list: ';' } } })
  expect(lists).toEqual({ notes: [], allowed: [1, 1, 0] })
})

it('gives the rules as the reason for empty lists where they allow no item', async () => {
  expect(emptyLists((await compiled(['7', '8'], 'stock > 9999')).rules)).toMatch(/allow no item/)
  expect(emptyLists((await compiled(['7', '8'], 'stock > 0')).rules)).toBeUndefined()
})

it.each([
  ['as Windows writes it', Buffer.from('\ufeff7\r\n8\r\n')],
  ['as PowerShell writes it', Buffer.from('\ufeff7\r\n8\r\n', 'utf16le')],
  ['with a carriage return alone', Buffer.from('7\r8')],
])('reads ids of a file, one a line: %s', async (_, content) => {
  const list = join(folder, 'ids.txt')
  await writeFile(list, content)
  expect(await idsOf([`@${list}`, '9'], '--only')).toEqual(['7', '8', '9'])
})

it.each([
  ['UTF-16 without a mark', Buffer.from('7\n8\n', 'utf16le')],
  ['Latin-1', Buffer.from('K\xe4se\n', 'latin1')],
])('refuses ids of a file in %s', async (_, content) => {
  const list = join(folder, 'ids.txt')
  await writeFile(list, content)
  await expect(idsOf([`@${list}`], '--only')).rejects.toThrow(
    `--only: must be a file of text in UTF-8, got other bytes in '${list}'`,
  )
})

it('says for how many items a condition asks what the table does not have', async () => {
  const itemTable = join(folder, 'gaps.csv')
  await writeFile(itemTable, 'id,brand,price\n7,acme,\n8,,5\n9,mill,6\nother,lone,1\n')
  const noted = async (where: string) => {
    const notes: string[] = []
    const rules = await readItemRules({ itemTable, where })
    await rules.of(['7', '8', '9'], { ...output(), note: (text) => notes.push(text) })
    return notes
  }
  expect(await noted('brand = acme and (price > 2 or price < 1)')).toEqual([
    `--where: brand is missing for 1 of 3 items in ${itemTable}, of which no comparison holds`,
    `--where: price is missing for 1 of 3 items in ${itemTable}, of which no comparison holds`,
  ])
  for (const where of ['brand != acme', 'not (brand = acme)', 'not not brand != acme'])
    expect(await noted(where)).toEqual([
      `--where: brand is missing for 1 of 3 items in ${itemTable}, which are as those of another value`,
    ])
  expect(await noted('brand = acme or brand is missing')).toEqual([])
  expect(await noted('brand = lone')).toEqual([
    `--where: brand is missing for 1 of 3 items in ${itemTable}, of which no comparison holds`,
    `--where: brand is 'lone' in ${itemTable} only for items that the model does not know`,
  ])
})

it('reads a column of numbers with a few texts as one of numbers, if it is told to', async () => {
  const itemTable = join(folder, 'meta.jsonl')
  const prices = [null, 9.99, 'from 20.99', '—', 35]
  await writeFile(itemTable, prices.map((price, id) => JSON.stringify({ id: `${id}`, price })).join('\n'))
  const ids = ['0', '1', '2', '3', '4']
  const read = async (type?: 'text' | 'number-or-missing') => {
    const settings = { itemTable, where: 'price < 30', ...(type && { tableType: { price: type } }) }
    return (await readItemRules(settings)).of(ids, output())
  }
  await expect(read()).rejects.toThrow(
    "got 'from 20.99': choose with --table-type price=number-or-missing, to which such cells are missing, or --table-type price=text",
  )
  await expect(read('text')).rejects.toThrow(
    /leave the cells without a number empty, or choose with --table-type price=number-or-missing$/,
  )
  expect([...(await read('number-or-missing')).allowed!]).toEqual([0, 1, 0, 0, 0])
})

it.each([
  ['boolean', 'true', 'false or true, like those before,'],
  ['boolean', 'no', 'no or yes, like those before,'],
  ['date', '2026-01-02', 'a date (2026-12-31 or 31.12.2026)'],
  ['number', 'often', 'a finite number'],
] as const)(
  'names the type of texts for a column of %s with %s and then "maybe"',
  async (type, first, rule) => {
    const itemTable = join(folder, `states-${first}.csv`)
    const row = type === 'number' ? 7 : 8
    await writeFile(itemTable, `id,on sale\n7,${type === 'number' ? 'maybe' : first}\n8,maybe\n`)
    const read = (chosen: 'text' | typeof type) =>
      readItemRules({ itemTable, tableType: { 'on sale': chosen } })
    await expect(read(type)).rejects.toThrow(
      `${itemTable}:${row - 5}: expected ${rule} as 'on sale', got 'maybe': choose with --table-type 'on sale=text'`,
    )
    await read('text')
  },
)

it('a column of numbers with a few texts names the type by which these are missing', async () => {
  const itemTable = join(folder, 'asked.csv')
  await writeFile(itemTable, 'sku;Cena brutto\n7;"4,50"\n8;"na zapytanie"\n9;"5,20"\n')
  const read = (type: 'number' | 'number-or-missing') =>
    readItemRules({ itemTable, tableDecimal: 'comma', tableType: { 'Cena brutto': type } })
  await expect(read('number')).rejects.toThrow(
    `${itemTable}:3: expected a finite number as 'Cena brutto', got 'na zapytanie': leave the cells without a number empty, or choose with --table-type 'Cena brutto=number-or-missing'`,
  )
  await read('number-or-missing')
})

it('reads hundreds of thousands of ids from a file', async () => {
  const list = join(folder, 'many.txt')
  const ids = Array.from({ length: 200_000 }, (_, item) => `${item}`)
  await writeFile(list, `${ids.join('\n')}\n`)
  expect(await idsOf([`@${list}`], '--exclude')).toEqual(ids)
})
