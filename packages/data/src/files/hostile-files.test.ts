import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReadingOptions, readInteractions } from '../index'
import { readDataSet, readRatings } from '../node'
import { writeZip } from '../published/data-set-files.fixture'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-hostile-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

// Each took minutes, gigabytes or a wrong result before: done at all, they are done in time in proportion to their bytes.
describe('files made to do harm', () => {
  const digits = '1'.repeat(200_000)

  it.each<[string, string, string, ReadingOptions?]>([
    [
      'a rating of 200,000 digits',
      `user,item,rating\n1,2,${digits}x\n`,
      ':2: expected a finite number as rating',
    ],
    [
      'a time of 200,000 digits',
      `user,item,time\n1,2,${digits}x\n`,
      ':2: expected a number or a date',
      { timestamps: true },
    ],
    [
      'a time of 200,000 decimals',
      `user,item,time\n1,2,2020-01-01 10:00:00.${digits}\n`,
      ':2: expected a number or a date',
      { timestamps: true },
    ],
    ['20 MB of blanks', ' '.repeat(20e6), ': expected lines of at most 16777216 bytes'],
    [
      'a header of a million columns',
      `user,${'a,'.repeat(1e6)}\n1,2\n`,
      'expected at most 10000 columns, got 1000002',
    ],
    [
      'an object of 60,000 keys',
      `{${Array.from({ length: 60_000 }, (_, user) => `"u${user}":{"i":1}`).join()}}\n`,
      'and 59997 more',
    ],
    ['a million brackets', `{"user":${'['.repeat(1e6)}\n`, ':1: expected an object of json'],
    ['comments without end', '# \n'.repeat(1e6), ': expected interactions, got only comments'],
  ])('refuses %s', async (_, content, message, options) => {
    const path = await fileOf('text', content)
    await expect(readRatings(path, options)).rejects.toThrow(message)
  })

  it('reads what follows 20 MB of blank lines, and knows its line', async () => {
    const blank = '\n'.repeat(20e6)
    expect((await readRatings(await fileOf('blank', `${blank}user,item\n1,2\n`))).items.length).toBe(1)
    await expect(readRatings(await fileOf('blank', `${blank}user,item\n1\n`))).rejects.toThrow(
      ':20000002: expected 2',
    )
  })

  it('joins a long line out of small pieces once', async () => {
    async function* pieces(open: string, piece: string, count: number) {
      yield new TextEncoder().encode(`user,item\n1,${open}`)
      for (let i = 0; i < count; i++) yield new TextEncoder().encode(piece)
      yield new TextEncoder().encode(`${open}\n`)
    }
    const { itemIds } = await readInteractions(pieces('', 'x'.repeat(50), 40_000))
    expect(itemIds[0]!.length).toBe(2_000_000)
    const { itemIds: quoted } = await readInteractions(pieces('"', '""\n'.repeat(10), 5000), {
      quoting: 'double',
    })
    expect(quoted[0]!.length).toBe(2 * 50_000 - 1) // the last line end is trimmed
  })

  it('refuses what grows a thousandfold, out of gzip and zip, unless it may', async () => {
    const bomb = `user,item\n${'1,1\n'.repeat(12 << 20)}`
    const path = await fileOf('bomb.gz', gzipSync(bomb))
    const message = 'expected at most 100 times as many bytes when decompressed'
    await expect(readRatings(path)).rejects.toThrow(message)
    await expect(readInteractions(new Blob([new Uint8Array(gzipSync(bomb))]))).rejects.toThrow(message)
    const zip = await writeZip(join(folder, 'bomb.zip'), {
      'ratings.dat': '1::1::5::978300760\n'.repeat(2 << 20),
    })
    await expect(readDataSet('ml-1m', zip)).rejects.toThrow(message)
    expect((await readRatings(path, { limits: { expansion: 2000 } })).items.length).toBe(1)
  })

  it('keeps to limits of rows and bytes', async () => {
    const path = await fileOf('rows.csv', `user,item\n${'1,1\n'.repeat(1000)}`)
    await expect(readRatings(path, { limits: { rows: 999 } })).rejects.toThrow('at most 999 rows, got more')
    await expect(readRatings(path, { limits: { bytes: 3999 } })).rejects.toThrow(
      'at most 3999 bytes of text, got more',
    )
    await expect(readRatings(path, { limits: { rows: 0 } })).rejects.toThrow(
      'limits: rows must be a positive number, got 0',
    )
  })

  it('refuses a thousand archives within each other', async () => {
    let data: Uint8Array<ArrayBuffer> = await packTar([
      { header: { name: 'a.txt', size: 1, type: 'file' }, body: 'a' },
    ])
    for (let depth = 0; depth < 1000; depth++) {
      data = await packTar([{ header: { name: 'a.tar', size: data.length, type: 'file' }, body: data }])
    }
    const path = await fileOf('nested.tar', data)
    await expect(readDataSet('ml-1m', path)).rejects.toThrow(
      'expected at most 3 archives within each other, got more',
    )
  })
})

describe('options', () => {
  it.each<[object, string]>([
    [
      { user: 'a' },
      'readRatings: options must be among format, likelyFormat, skipLines, skipLast, delimiter',
    ],
    [
      { columns: { usr: 'a' } },
      "readRatings: columns must be among user, item, rating, timestamp, got 'usr'",
    ],
    [{ format: 'xml' }, 'readRatings: format must be one of auto, table, csv'],
    [{ skipLines: -1 }, 'readRatings: skipLines must be an integer, at least 0, got -1'],
    [{ quoting: 'single' }, "readRatings: quoting must be one of auto, double, none, got 'single'"],
    [{ missing: 'ignore' }, "readRatings: missing must be one of refuse, skip, keep, keep-ids, got 'ignore'"],
    [
      { delimiter: 'ab' },
      'readRatings: delimiter must be \'::\', a space, a tab, a mark of punctuation or a control character, got "ab"',
    ],
    [{ limits: { row: 1 } }, "readRatings: limits must be among rows, bytes, expansion, got 'row'"],
  ])('that do not exist are refused: %j', async (options, message) => {
    await expect(readRatings('no-file.csv', options)).rejects.toThrow(message)
  })
})
