import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binarize, entriesOf, interactionsFrom } from '../index'
import { readRatings, writeInteractions } from '../node'

let folder: string
const inFolder = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-data-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('readRatings', () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `${i >> 5},${(i * 7919) % 1009},${i % 5}.5\n`)
  const text = `userId,itemId,rating\n${lines.join('')}`

  it('reads the same from a file of many chunks and from its gzip, whatever it is called', async () => {
    await writeFile(inFolder('plain.csv'), text)
    await writeFile(inFolder('zipped.data'), gzipSync(text, { level: 1 }))
    const plain = await readRatings(inFolder('plain.csv'))
    expect(plain.items.length).toBe(100_000)
    expect(plain.values!.subarray(0, 3)).toEqual(Float32Array.of(0.5, 1.5, 2.5))
    const zipped = await readRatings(inFolder('zipped.data'))
    expect(zipped.userIds).toEqual(plain.userIds)
    for (const part of ['offsets', 'items', 'values'] as const) {
      expect(Buffer.from(zipped[part]!.buffer).equals(Buffer.from(plain[part]!.buffer))).toBe(true)
    }
  })

  it('counts rows and the bytes of the file', async () => {
    await writeFile(inFolder('counted.csv'), text)
    let last = {}
    await readRatings(inFolder('counted.csv'), {
      onProgress: (progress) => {
        last = progress
      },
    })
    expect(last).toEqual({ rows: 100_000, bytes: text.length })
  })

  it.each<[string, (path: string) => Promise<unknown>, string]>([
    ['a file that is not there', async () => {}, 'expected a file that can be read, got no such file'],
    ['a folder', (path) => mkdir(path), 'expected a file, got a directory'],
    ['an empty file', (path) => writeFile(path, ''), 'expected interactions, got an empty file'],
    [
      'a gzip file cut off',
      (path) => writeFile(path, gzipSync(text, { level: 1 }).subarray(0, 100_000)),
      'expected complete gzip data, got data that ends too early',
    ],
    [
      'a damaged gzip file',
      (path) => {
        const zipped = gzipSync(text, { level: 1 })
        zipped.subarray(-8, -4).fill(7) // the checksum
        return writeFile(path, zipped)
      },
      'expected complete gzip data, got damaged data',
    ],
  ])('names %s', async (what, prepare, message) => {
    const path = inFolder(what)
    await prepare(path)
    await expect(readRatings(path)).rejects.toThrow(`${path}: ${message}`)
  })

  it('says of an address that it is no path', async () => {
    await expect(readRatings('https://example.org/ratings.csv')).rejects.toThrow(
      'https://example.org/ratings.csv: expected a file that can be read, got an address, to be downloaded first',
    )
  })

  it('names file and line of what is wrong in a line', async () => {
    await writeFile(inFolder('wrong.csv'), `${text}1,2\n`)
    await expect(readRatings(inFolder('wrong.csv'))).rejects.toThrow(
      `${inFolder('wrong.csv')}:100002: expected 3 fields, got 2`,
    )
  })

  it('stops when aborted', async () => {
    await writeFile(inFolder('aborted.csv.gz'), gzipSync(text, { level: 1 }))
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(readRatings(inFolder('aborted.csv.gz'), { signal })).rejects.toThrow('enough')
  })
})

describe('writeInteractions', () => {
  it('writes a CSV with the shortest ratings, and leaves nothing else behind', async () => {
    const path = inFolder('written.csv')
    const entry = (user: string, item: string, value: number) => ({ user, item, value })
    await writeInteractions(
      path,
      interactionsFrom([
        entry('2', 'a,b', 4),
        entry('1', 'say "hi"', 3.7),
        entry('2', 'c', 352698),
        entry('1', 'c', 1e-7),
      ]),
    )
    expect(await readFile(path, 'utf8')).toBe(
      'userId,itemId,rating\n2,"a,b",4\n1,"say ""hi""",3.7\n2,c,352698\n1,c,1e-7\n',
    )
    expect((await readdir(folder)).filter((name) => name.startsWith('written'))).toEqual(['written.csv'])
  })

  it('writes gzip where the path ends in .gz, and no ratings where there are none', async () => {
    const path = inFolder('clicks.csv.gz')
    await writeInteractions(path, interactionsFrom([{ user: 'ann', item: 'tea' }]))
    expect(gunzipSync(await readFile(path)).toString()).toBe('userId,itemId\nann,tea\n')
  })

  it('says which file cannot be written, keeps what was there and leaves nothing half-written', async () => {
    const path = inFolder('taken')
    await mkdir(path)
    await expect(writeInteractions(path, interactionsFrom([]))).rejects.toThrow(
      `${path}: could not be written`,
    )
    const lost = inFolder('no/such/folder.csv')
    await expect(writeInteractions(lost, interactionsFrom([]))).rejects.toThrow(
      `${lost}: could not be written`,
    )
    expect((await readdir(folder)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it('writes what reads back as the same', async () => {
    const text = fc.oneof(fc.nat(20).map(String), fc.string({ minLength: 1, maxLength: 4 }))
    const entry = fc.record({
      user: text.filter((id) => id.trim() !== ''),
      item: text.filter((id) => id.trim() !== ''),
      value: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 30 }), async (entries) => {
        const interactions = interactionsFrom(entries)
        const path = inFolder('again.csv.gz')
        await writeInteractions(path, interactions)
        const again = await readRatings(path, { missing: 'keep' }) // an id may be '-' or 'NA'
        expect([...entriesOf(again)]).toEqual([...entriesOf(interactions)])
        expect({ ...again, positions: undefined }).toEqual({ ...interactions, positions: undefined })
        await writeInteractions(path, binarize(interactions))
        expect((await readRatings(path, { missing: 'keep' })).values).toBeUndefined()
      }),
      { numRuns: 20 },
    )
  })
})
