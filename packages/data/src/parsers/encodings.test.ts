import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  entriesOf,
  type Reading,
  type ReadingOptions,
  readInteractions,
  readTable,
  type UndecidedError,
} from '../index'

const utf16 = (text: string, isBigEndian = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return Uint8Array.from(isBigEndian ? bytes.swap16() : bytes)
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array, size: number, options: ReadingOptions = {}) {
  let reading: Reading | undefined
  const onReading = (how: Reading) => {
    reading = how
  }
  const interactions = await readInteractions(inChunks(bytes, size), { name: 'file', ...options, onReading })
  const rows = Array.from(entriesOf(interactions), ({ user, item, value }) => [user, item, value])
  return { rows, reading: reading! }
}

const excel = 'user\titem\tstars\r\nAnn\tTée\t4\r\nÖz\t日本\t5\r\n'
const rows = [
  ['Ann', 'Tée', 4],
  ['Öz', '日本', 5],
]

describe('encodings', () => {
  it('UTF-16 with a byte order mark is read exactly, in chunks of any size, compressed too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        fc.boolean(),
        async (size, isBig, isZip) => {
          const bytes = utf16(excel, isBig)
          const found = await read(isZip ? gzipSync(bytes) : bytes, size)
          expect(found.rows).toEqual(rows)
          expect(found.reading.encoding).toBe(isBig ? 'utf-16be' : 'utf-16le')
          expect(found.reading.options).not.toHaveProperty('encoding') // the mark speaks for this file only
        },
      ),
      { numRuns: 40 },
    )
  })

  it('a table of items in UTF-16 is read as well', async () => {
    const table = await readTable(inChunks(utf16('item\ttitle\r\n1\tTée\r\n'), 7))
    expect(table.column('title')).toMatchObject({ texts: ['Tée'] })
  })

  it('another encoding is asked for, and read by its name', async () => {
    const latin = Uint8Array.from(Buffer.from('user,item\n1,Caf\xe9\n', 'latin1'))
    await expect(read(latin, 5)).rejects.toThrow(
      "file:2: expected UTF-8 text, got the byte 0xE9 after '1,Caf', 'Café' in windows-1252 or windows-1250: choose with encoding",
    )
    const found = await read(latin, 5, { encoding: 'latin1' })
    expect(found.rows).toEqual([['1', 'Café', undefined]])
    expect(found.reading).toMatchObject({ encoding: 'windows-1252', options: { encoding: 'latin1' } })
  })

  it('signs such as € are letters in Cyrillic encodings, and tell nothing by themselves', async () => {
    const prices = 'user,item,price\n1,Gr\xfcntee,"56,98 \x80"\n2,Kaffee,"5,98 \x80"\n3,2\xd7,98\x80\n'
    await expect(read(Uint8Array.from(Buffer.from(prices, 'latin1')), 5)).rejects.toThrow(
      /'Grüntee' in windows-1252 or windows-1250: choose with encoding$/,
    )
    const cyrillic = Uint8Array.from(Buffer.from('user,item\n1,\xc4\xee\xec\n2,5 \x88\n', 'latin1'))
    await expect(read(cyrillic, 5)).rejects.toThrow(/: choose with encoding/)
    expect((await read(cyrillic, 5, { encoding: 'windows-1251' })).rows[0]).toEqual(['1', 'Дом', undefined])
  })

  it('a byte order mark goes before the encoding that is named', async () => {
    const bytes = new TextEncoder().encode('\ufeffuser,item\n1,Café\n')
    expect((await read(bytes, 100, { encoding: 'latin1' })).rows).toEqual([['1', 'Café', undefined]])
  })

  it.each<[string, Uint8Array, string, ReadingOptions?]>([
    [
      'UTF-16 without a mark',
      utf16(excel).subarray(2),
      "file: expected UTF-8 text or gzip, got UTF-16 or other text of wide characters without a byte order mark: choose with encoding ('utf-16le')",
    ],
    [
      'UTF-16 cut within a character',
      utf16('user,item\n1,2').subarray(0, -1),
      'file: expected text in utf-16le, got other bytes',
    ],
    [
      'an encoding of no name',
      utf16(excel),
      "readInteractions: encoding must be one that TextDecoder knows, such as windows-1252, got 'klingon'",
      { encoding: 'klingon' },
    ],
    [
      'a workbook',
      new TextEncoder().encode('PK\x03\x04\x14\0\x06\0[Content_Types].xml'),
      'got a workbook of Excel or the like, to be saved as CSV first',
    ],
    [
      'an Arrow file',
      new TextEncoder().encode('ARROW1\0\0'),
      'got an Arrow or Feather file, to be saved as parquet first',
    ],
    [
      'an Arrow file of small integers, three of whose four bytes are zero',
      integersBehind('ARROW1\0\0'),
      'got an Arrow or Feather file, to be saved as parquet first',
    ],
    [
      'a stream of Arrow',
      integersBehind('').fill(0xff, 0, 4),
      'got a stream of Arrow, to be saved as parquet first',
    ],
    [
      'bytes of which three quarters are zero, in any place',
      new Uint8Array(4096).map((_, at) => ((at + (at >> 2)) % 4 === 0 ? 1 + (at % 9) : 0)),
      'got binary data',
    ],
  ])('refuses %s', async (_, bytes, message, options) => {
    await expect(read(bytes, 1000, options)).rejects.toThrow(message)
  })

  it('UTF-16 without a mark is read where it is named', async () => {
    expect((await read(utf16(excel).subarray(2), 3, { encoding: 'utf-16le' })).rows).toEqual(rows)
  })
})

/** Bytes of small integers of 32 bits behind a text. */
function integersBehind(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Int32Array.from({ length: 1024 }, (_, at) => 1 + (at % 30)).buffer)
  bytes.set(new TextEncoder().encode(text))
  return bytes
}

it('refuses UTF-8 that is said to be in another encoding, and names it', async () => {
  const read = (text: string, encoding: string) =>
    readInteractions(new Blob([text]), { name: 'cafes.csv', encoding })
  const table = (...users: string[]) => `user,item\n${users.map((user, i) => `${user},${i}\n`).join('')}`
  for (const encoding of ['windows-1252', 'koi8-r']) {
    await expect(read(table('Ann', 'Caf\u00e9'), encoding)).rejects.toMatchObject({
      message: `cafes.csv: expected text in ${encoding}, got UTF-8, which all of its bytes are: choose with encoding ('utf-8')`,
      options: ['encoding'],
      likely: { encoding: 'utf-8' },
    })
  }
  expect((await read(table('Ann', 'Bob'), 'windows-1252')).userIds).toEqual(['Ann', 'Bob'])
  const model = Uint8Array.of(0xc4, 0xa3) // 模 in GBK, ģ in UTF-8
  const chinese = new Blob(['user,item\n', model, ',1\n'])
  expect((await readInteractions(chinese, { encoding: 'gbk' })).userIds).toEqual(['模'])
})

it('looks for its columns in vain, and says that the text is in UTF-8, where that is why', async () => {
  const read = (text: string | Uint8Array<ArrayBuffer>) =>
    readInteractions(new Blob([text]), {
      ...{ name: 'cafes.csv', encoding: 'windows-1252' },
      columns: { user: 'Gäste', item: 'Café' },
    })
  const table = `Gäste,Café\n${'Ann,Tee\n'.repeat(30_000)}` // more than is looked at
  await expect(read(table)).rejects.toMatchObject({
    message:
      "cafes.csv: expected text in windows-1252, got UTF-8, which all bytes of its first lines are: choose with encoding ('utf-8')",
    likely: { encoding: 'utf-8' },
  })
  const latin = Uint8Array.from(Buffer.from(table, 'latin1'))
  expect((await read(latin)).itemIds).toEqual(['Tee'])
  await expect(read(Uint8Array.from(Buffer.from('Gäst,Café\n1,2\n', 'latin1')))).rejects.toThrow(
    "expected a column 'Gäste' as user, got columns 'Gäst', 'Café'",
  )
})

describe('a file of lines in UTF-8 and some in another encoding', () => {
  const lines = Array.from({ length: 2000 }, (_, i) => Buffer.from(`Käthe${i % 50},Süß${i % 30}`))
  const mixed = (...at: number[]) => {
    const some = [Buffer.from('user,item'), ...lines]
    for (const line of at) some[line - 1] = Buffer.from('Andr\xe9,S\xfc\xdf', 'latin1')
    return new Blob([Buffer.concat(some.map((line) => Buffer.concat([line, Buffer.from('\n')])))])
  }
  const readMixed = (...at: number[]) => readInteractions(mixed(...at), { name: 'mixed.csv' })

  it('is refused with the line and its byte, and with what another encoding makes of the others', async () => {
    const ways = "choose with encoding ('windows-1252')"
    for (const line of [20, 1900]) {
      await expect(readMixed(line)).rejects.toMatchObject({
        message: `mixed.csv:${line}: expected UTF-8 text, got the byte 0xE9 after 'Andr', where other lines are UTF-8: correct this line, or read 'Käthe0' as 'KÃ¤the0': ${ways}`,
        options: ['encoding'],
        likely: { encoding: 'windows-1252' },
      })
    }
    await expect(readMixed(20, 30, 40)).rejects.toThrow(
      /^mixed\.csv:20: .*: correct this line and 2 near it,/,
    )
  })

  it('is read in an encoding that is chosen, with the number of characters in UTF-8', async () => {
    const { rows, reading } = await read(new Uint8Array(await mixed(20).arrayBuffer()), 1000, {
      encoding: 'windows-1252',
    })
    expect(rows).toContainEqual(['André', 'Süß', undefined])
    expect(rows).toContainEqual(['KÃ¤the0', 'SÃ¼ÃŸ0', undefined])
    expect(reading.utf8Characters).toBe(3 * 1999)
    const german = Buffer.from('user,item\nK\xe4the,\xc3\xbc\nS\xfc\xdf,2\n', 'latin1')
    const { reading: plain } = await read(german, 1000, { encoding: 'windows-1252' })
    expect(plain).not.toHaveProperty('utf8Characters')
  })

  it('is asked about without a value where fewer lines are UTF-8', async () => {
    const many = Array.from({ length: 1995 }, (_, i) => i + 2)
    await expect(readMixed(...many)).rejects.toThrow(
      "mixed.csv:2: expected UTF-8 text, got the byte 0xE9 after 'Andr', 'André' in windows-1252 or windows-1250: choose with encoding",
    )
  })
})

it.each([
  ['Ilo\x9c\xe6', "'Iloœæ' in windows-1252, 'Ilość' in windows-1250"],
  ['Z\xb3oty', "'Złoty' in windows-1250"],
  ['\xb43499128624', "'´3499128624' in windows-1252 or windows-1250, 'ґ3499128624' in windows-1251"],
  ['l\x92eau', "'l’eau' in windows-1252 or windows-1250 or windows-1251"],
  ['\xca\xed\xe8\xe3\xe0', "'Êíèãà' in windows-1252, 'Ęíčăŕ' in windows-1250, 'Книга' in windows-1251"],
  ['N\xb0 client', "'N°' in windows-1252 or windows-1250 or windows-1251"],
  ['30\xb0C', "'30°C' in windows-1252 or windows-1250 or windows-1251"],
  ['LEGO\xae City', "'LEGO®' in windows-1252 or windows-1250 or windows-1251"],
  ['Post-it\x99', "'it™' in windows-1252 or windows-1250 or windows-1251"],
  ['Mug \x96 bleu', "'–' in windows-1252 or windows-1250 or windows-1251"],
  ['\xabCr\xe8me\xbb', "'«Crème»' in windows-1252, '«Crčme»' in windows-1250"],
  ['R\xe9f\xe9rence N\xb0', "'Référence' in windows-1252 or windows-1250"],
  ['\xab\xca\xed\xe8\xe3\xe0\xbb \xb95', "'«Книга»' in windows-1251"],
])('says what a word may be in other encodings: %j', async (word, words) => {
  const bytes = Buffer.from(`user,item\n1,${word}\n`, 'latin1')
  await expect(read(bytes, 1000)).rejects.toThrow(`, ${words}: choose with encoding`)
})

it('says what Japanese may be, and reads it', async () => {
  const bytes = Buffer.from('user,item,\x8f\xa4\x95i\x96\xbc\n1,2,\x83e\x83B\x81[\n', 'latin1') // 商品名, ティー
  await expect(read(bytes, 1000)).rejects.toThrow("'商品名' in shift_jis")
  const { reading } = await read(bytes, 1000, { encoding: 'shift_jis' })
  expect(reading.unread).toEqual(['商品名'])
})

it.each([
  ['shift_jis', '\xc3\xa8\xb0 \xb6\xba', "'ﾃｨｰ' in shift_jis"],
  ['gb18030', '\xba\xec\xb2\xe8', "'红茶' in gb18030"],
  ['gb18030', '\xba\xec\xb2\xe8', "'ºì²è' in windows-1252"],
])('says what words in %s may be, whose bytes are letters of others, too', async (encoding, words, found) => {
  const bytes = Buffer.from(`user,item\n1,${words}\n`, 'latin1')
  await expect(read(bytes, 1000)).rejects.toThrow(found)
  expect((await read(bytes, 1000, { encoding })).rows).toHaveLength(1)
})

it.each([
  ['Japanese', '\x8b\x9e\x93s', ['shift_jis', 'gb18030']], // 京都
  ['Korean', '\xbc\xad\xbf\xef\n2,\xbb\xf3\xc7\xb0\xb8\xed', ['euc-kr', 'gb18030', 'big5', 'euc-jp']], // 서울, 상품명
  ['Russian', '\xd1\xfb\xf0\n2,\xd5\xeb\xe5\xe1', ['windows-1251', 'windows-1252', 'windows-1250']],
  ['French', 'Caf\xe9', ['windows-1252', 'windows-1250']],
])('offers the encodings that fit, the likeliest first: %s', async (_, words, encoding) => {
  const bytes = Buffer.from(`user,item\n1,${words}\n`, 'latin1')
  await expect(read(bytes, 1000)).rejects.toMatchObject({ likely: {}, fitting: { encoding } })
})

it.each([
  ['Russian in capitals', '\xcc\xce\xd1\xca\xc2\xc0', "'МОСКВА' in windows-1251", 'windows-1251'],
  ['Japanese with kana in EUC', '\xa5\xb3\xa1\xbc\xa5\xd2\xa1\xbc', "'コーヒー' in euc-jp", 'euc-jp'],
  ['traditional Chinese', '\xa5x\xa5_', "'台北' in big5", 'big5'],
  ['Korean', '\xc4\xbf\xc7\xc7', "'커피' in euc-kr", 'euc-kr'],
])('offers the right encoding of one word first: %s', async (_, word, shown, encoding) => {
  const bytes = Buffer.from(`user,item\n1,${word}\n2,b\n`, 'latin1')
  const error: UndecidedError = await read(bytes, 1000).catch((undecided) => undecided)
  expect(error.message).toContain(shown)
  expect(error.likely?.encoding ?? error.fitting?.encoding?.[0]).toBe(encoding)
})

it.each(['M\xfcller', 'Fran\xe7ois', 'Stra\xdfe', 'K\xc4SE', 'M\x81ller', 'K\x84se'])(
  'takes no letter amid a Latin word for East Asian: %j',
  async (word) => {
    const bytes = Buffer.from(`user,item\n1,${word}\n2,b\n`, 'latin1')
    const error: UndecidedError = await read(bytes, 1000).catch((undecided) => undecided)
    expect(error.message).not.toMatch(/shift_jis|gb18030|big5|euc/)
  },
)

it('names no encoding where none has words, and says that the file may be converted', async () => {
  const bytes = Buffer.from('user,item\n1,M\x81ller\n2,H\x82l\x8ane\n', 'latin1') // of DOS
  await expect(read(bytes, 1000)).rejects.toMatchObject({
    message:
      "file:2: expected UTF-8 text, got the byte 0x81 after '1,M': choose with encoding, or convert it to UTF-8",
    likely: {},
    fitting: { encoding: [] },
    otherwise: 'convert it to UTF-8',
  })
})

it('shows a word once for two encodings that read it alike, the likelier first', async () => {
  const bytes = Buffer.from('user,item\n1,T\xa5\xb7\xa5\xe3\xa5\xc4\n', 'latin1')
  await expect(read(bytes, 1000)).rejects.toThrow("'シャツ' in euc-jp or gb18030,")
})

it.each([
  ['one of one byte beside others', '\xd1\xfb\xf0', ['encoding']], // Сыр
  ['all of several bytes', '\x8b\x9e\x93s', undefined], // 京都
  ['a common one alone', 'Ilo\x9c\xe6,\xaf\xf3\xb3w', undefined],
])('says whether others than those that fit may be right: %s', async (_, word, unlisted) => {
  const bytes = Buffer.from(`user,item\n1,${word}\n`, 'latin1')
  const error: UndecidedError = await read(bytes, 1000).catch((undecided) => undecided)
  expect(error.unlisted).toEqual(unlisted)
})

it('names the encoding in which alone all words have letters', async () => {
  const bytes = Buffer.from('user;item;Ilo\x9c\xe6\n1;\xaf\xf3\xb3w;2\n', 'latin1')
  await expect(read(bytes, 1000)).rejects.toMatchObject({
    message: expect.stringContaining("'Ilość' in windows-1250: choose with encoding ('windows-1250')"),
    likely: { encoding: 'windows-1250' },
  })
})

it('shows the first word beside one that tells encodings apart', async () => {
  const bytes = Buffer.from('user,item\n1,gr\xfcn\n2,\xe0 la carte\n', 'latin1')
  await expect(read(bytes, 1000)).rejects.toThrow(
    "file:2: expected UTF-8 text, got the byte 0xFC after '1,gr', 'grün' in windows-1252 or windows-1250, 'à' in windows-1252, 'ŕ' in windows-1250: choose with encoding",
  )
})

it.each(['user,item,Gr\xf6\xdfe\n1,2,L\n', '# made up\n# user item Gr\xf6\xdfe\n1 2 L\n'])(
  'asks for the encoding of names of columns that are not read: %j',
  async (text) => {
    await expect(read(Buffer.from(text, 'latin1'), 1000)).rejects.toThrow(
      /^file:[12]: expected UTF-8 text, got the byte 0xF6 after .*'Größe' in windows-1252 or windows-1250: choose with encoding$/,
    )
    const { reading } = await read(Buffer.from(text, 'latin1'), 1000, { encoding: 'windows-1252' })
    expect(reading.unread).toEqual(['Größe'])
    const { reading: replaced } = await read(Buffer.from(text.replace(/Gr\S+/, 'Gr\ufffde')), 1000)
    expect(replaced.unread).toEqual(['Gr\ufffde'])
  },
)

it('names a byte of a field after one that is not read, and a replacement character is none', async () => {
  const text = Buffer.concat([
    Buffer.from('user,item,title\n1,2,\ufffd\n1,\ufffd'),
    Buffer.from('\xe4,x\n', 'latin1'),
  ])
  await expect(readInteractions(new Blob([text]), { name: 'file' })).rejects.toThrow(
    "file:3: expected UTF-8 text, got the byte 0xE4 after '1,\ufffd'",
  )
})
