import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countDifferences, type DataSet, dataSet, dataSets, entriesOf } from '../index'
import { readDataSet } from '../node'
import {
  type Files,
  filesOfMovies,
  publishersFiles,
  writeFolder,
  writeTarGz,
  writeZip,
} from './data-set-files.fixture'

let folder: string
let made = 0
const fresh = (name = '') => join(folder, `${made++}-${name}`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-sets-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function entriesIn(set: string | DataSet, path: string) {
  const { interactions } = await readDataSet(set, path, { timestamps: set !== 'gowalla' && noTimes(set) })
  return Array.from(entriesOf(interactions), (entry) => Object.values(entry).join(' '))
}

const noTimes = (set: string | DataSet) => !['melon', 'lastfm', 'msd'].includes(String(set))

const entries: Record<string, string[]> = {
  'ml-100k': ['196 242 3 881250949', '186 302 4 891717742'],
  'ml-1m': ['1 1193 5 978300760', '1 661 3 978302109', '2 1193 4 978298413'],
  'ml-10m': ['1 122 5 838985046', '1 185 4.5 838983525'],
  'ml-20m': ['1 2 3.5 1112486027', '1 29 4 1112484676'],
  'ml-25m': ['1 296 5 1147880044'],
  netflix: [
    '1488844 1 3 1125964800',
    '822109 1 5 1115942400',
    '822109 2 4 1125878400',
    '2532865 4500 4 1122336000',
    '1277134 9211 1 1070323200',
    '1488844 13368 4 1066089600',
  ],
  pinterest: ['0 0 1 0', '0 1 1 0', '1 1 1 0', '0 2 1 1', '1 0 1 1'],
  melon: ['ann s1 7', 'bob s2 1'],
  lastfm: ['2 51 13883', '2 52 11690'],
  gowalla: ['0 0', '0 1', '0 2', '1 1', '2 2', '0 3', '1 0', '1 2'],
  msd: [
    'b80344d063b5ccb3212f76538f3d9e43d87dca9e SOAKIMP12A8C130995 1',
    'b80344d063b5ccb3212f76538f3d9e43d87dca9e SOAPDEY12A81C210A9 2',
    '85c1f87fea955d09b4bec2e36aee110927aedf9a SOAKIMP12A8C130995 3',
  ],
}

describe.each(dataSets.map(({ name }) => name))('%s is read from the files of its publisher', (name) => {
  const files = publishersFiles[name]!

  it('in a folder, compressed one by one, in a zip archive, in one in a folder and in a tar archive', async () => {
    const zipped = Object.entries(files).map(([path, content]) => [`${path}.gz`, gzipSync(content)])
    const archive = await writeZip(fresh(`${name}.zip`), files)
    const within = fresh('within')
    await writeFolder(within, { [`${name}.zip`]: await readFile(archive) })
    for (const path of [
      await writeFolder(fresh('folder'), files),
      await writeFolder(fresh('compressed'), Object.fromEntries(zipped)),
      archive,
      within,
      await writeZip(fresh(`${name}.zip`), files, { compress: false }),
      await writeTarGz(fresh(`${name}.tar.gz`), files),
    ]) {
      expect(await entriesIn(name, path)).toEqual(entries[name])
    }
  })

  it('and not without one of them', async () => {
    for (const { names } of dataSet(name).files.slice(0, 1)) {
      for (const missing of names) {
        const rest = Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith(missing)))
        const path = await writeFolder(fresh('missing'), { 'README.txt': '', ...rest })
        await expect(readDataSet(name, path)).rejects.toThrow(
          names.length > 1
            ? `${path}: expected all ${names.length} files of ${dataSet(name).title}, got no ${missing}`
            : `${path}: expected ${missing}`,
        )
      }
    }
  })
})

const twoMovies: DataSet = {
  ...dataSet('netflix'),
  files: [{ names: ['mv_0000001.txt', 'mv_0000002.txt'], format: 'netflix' }],
}

describe('the older archive of the Netflix Prize', () => {
  const inside = entries.netflix!.slice(0, 3)

  it('is read from a file for each movie, and from a tar archive in a tar archive', async () => {
    expect(await entriesIn(twoMovies, await writeFolder(fresh(), filesOfMovies))).toEqual(inside)
    const inner = await writeTarGz(fresh('inner.tar.gz'), filesOfMovies)
    const { gunzipSync } = await import('node:zlib')
    const outer = await writeTarGz(fresh('nf_prize_dataset.tar.gz'), {
      'download/README': 'read me',
      'download/training_set.tar': gunzipSync(await readFile(inner)),
      'download/rmse.pl': '',
    })
    expect(await entriesIn(twoMovies, outer)).toEqual(inside)
  })

  it('names the movies that are missing of 17,770', async () => {
    const path = await writeFolder(fresh(), filesOfMovies)
    await expect(readDataSet('netflix', path)).rejects.toThrow(
      /expected all 17770 files of Netflix Prize, got no mv_0000003\.txt, .* and 17763 more$/,
    )
  })
})

it('gives the test set of Gowalla by itself too, with the same ids', async () => {
  const path = await writeFolder(fresh(), publishersFiles.gowalla!)
  const { test } = await readDataSet('gowalla', path)
  expect(Array.from(entriesOf(test!), ({ user, item }) => `${user} ${item}`)).toEqual(['0 3', '1 0', '1 2'])
})

describe('a file that was altered is named, with line, rule and value', () => {
  const whole = publishersFiles.netflix!['combined_data_1.txt'] as string
  it.each<[string, string, string]>([
    [
      'a movie without its colon',
      '2',
      ':4: expected the number of a movie and a colon, or customer,rating,date, got ',
    ],
    [
      'a movie that is no number',
      'two:',
      ":4: expected the number of a movie above 1 and a colon, got 'two:'",
    ],
    ['a movie out of order', '1:', ":4: expected the number of a movie above 1 and a colon, got '1:'"],
    ['a rating of six', '822109,6,2005-09-05', ":4: expected a rating from 1 to 5, got '6'"],
    ['a customer without number', 'x,3,2005-09-05', ":4: expected the number of a customer, got 'x'"],
    ['30 February', '1,3,2005-02-30', ":4: expected a date such as 2005-09-06, got '2005-02-30'"],
    ['a field too many', '1,3,2005-02-03,9', ':4: expected the number of a movie and a colon, or customer'],
  ])('%s', async (_, line, message) => {
    const broken = whole.replace(/^2:$/m, line)
    const path = await writeFolder(fresh(), { ...publishersFiles.netflix, 'combined_data_1.txt': broken })
    await expect(readDataSet('netflix', path)).rejects.toThrow(join(path, 'combined_data_1.txt') + message)
  })

  it('ratings before any movie', async () => {
    const path = await writeFolder(fresh(), {
      ...publishersFiles.netflix,
      'combined_data_2.txt': '1,3,2005-09-06\n',
    })
    await expect(readDataSet('netflix', path)).rejects.toThrow(
      `${join(path, 'combined_data_2.txt')}:1: expected the number of a movie and a colon first, got '1,3,2005-09-06'`,
    )
  })

  it('in an archive', async () => {
    const path = await writeZip(fresh('ml-1m.zip'), { 'ml-1m/ratings.dat': '1::2::5::9\n1::2::good::9\n' })
    await expect(readDataSet('ml-1m', path)).rejects.toThrow(
      `${path}/ml-1m/ratings.dat:2: expected a finite number as rating, got 'good'`,
    )
  })
})

describe('an archive that is not what it says', () => {
  const text = Array.from({ length: 5000 }, (_, i) => `${i}::${i % 97}::5::${i}\n`).join('')
  const files: Files = { 'ml-1m/ratings.dat': text }
  const read = (path: string) => readDataSet('ml-1m', path)

  /** A zip archive some bytes of which were changed. */
  async function altered(change: (bytes: Buffer) => Buffer, options = {}): Promise<string> {
    const path = await writeZip(fresh('ml-1m.zip'), files, options)
    await writeFile(path, change(await readFile(path)))
    return path
  }

  it('a zip that ends too early', async () => {
    const path = await altered((bytes) => bytes.subarray(0, bytes.length / 2))
    await expect(read(path)).rejects.toThrow(`${path}: expected a whole zip archive, got`)
  })

  it('no zip at all', async () => {
    const path = fresh('ml-1m.zip')
    await writeFile(path, 'not a zip')
    await expect(read(path)).rejects.toThrow(`${path}: expected a whole zip archive, got`)
  })

  it.each([true, false])('a zip with a changed byte in its data, compressed: %s', async (compress) => {
    const path = await altered(
      (bytes) => {
        bytes[10_000]! ^= 1
        return bytes
      },
      { compress },
    )
    await expect(read(path)).rejects.toThrow(/ratings\.dat(:\d+)?: expected .*, got/)
  })

  it('a zip whose data are others than its checksum', async () => {
    const path = await altered(
      (bytes) => Buffer.from(bytes.toString('latin1').replace('::5::77\n', '::4::77\n'), 'latin1'),
      { compress: false },
    )
    await expect(read(path)).rejects.toThrow('expected a whole file in the zip archive, got another checksum')
  })

  it.each([1000, 1_000_000])('a zip that says there are %i bytes in it', async (size) => {
    const path = await altered((bytes) => {
      const entry = bytes.lastIndexOf('PK\x01\x02') // of the central directory, which ends the archive
      bytes.writeUInt32LE(size, entry + 24)
      return bytes
    })
    await expect(read(path)).rejects.toThrow(/expected a whole zip archive, got .*bytes/)
  })

  it('a zip and a tar archive with a path that leads out', async () => {
    const path = await altered((bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('ml-1m/ratings.dat', '../1m/ratings.dat'), 'latin1'),
    )
    await expect(read(path)).rejects.toThrow(
      `${path}: expected a whole zip archive, got invalid relative path`,
    )
    const tar = await writeTarGz(fresh('ml-1m.tar.gz'), { '../ratings.dat': text })
    await expect(read(tar)).rejects.toThrow(
      `${tar}: expected paths that stay in the archive, got '../ratings.dat'`,
    )
  })

  it('a tar archive that ends too early or is none', async () => {
    const path = await writeTarGz(fresh('ml-1m.tar.gz'), files)
    await writeFile(path, (await readFile(path)).subarray(0, 5000))
    await expect(read(path)).rejects.toThrow('expected complete gzip data, got data that ends too early')
    await writeFile(path, 'x'.repeat(2000))
    await expect(read(path)).rejects.toThrow(`${path}: expected a whole tar archive, got`)
  })

  it('a folder that is not there, or has something else', async () => {
    await expect(read(join(folder, 'nowhere'))).rejects.toThrow(
      'expected a folder or an archive, got nothing there',
    )
    const path = await writeFolder(fresh(), { 'users.dat': '', 'movies.dat': '' })
    await expect(read(path)).rejects.toThrow(
      `${path}: expected ratings.dat, or ratings.csv of MovieLens 1M, or an archive with it, got movies.dat, users.dat`,
    )
  })
})

it('tells which counts are not the published ones', async () => {
  const path = await writeFolder(fresh(), publishersFiles['ml-100k']!)
  const { interactions } = await readDataSet('ml-100k', path)
  expect(countDifferences(dataSet('ml-100k'), { files: interactions, kept: interactions })).toEqual([
    { part: 'files', of: 'users', published: 943, found: 2 },
    { part: 'files', of: 'items', published: 1682, found: 2 },
    { part: 'files', of: 'interactions', published: 100_000, found: 2 },
  ])
  expect(countDifferences(dataSet('melon'), { files: interactions })).toEqual([])
})

it('refuses a name that it does not know, naming those that it does', () => {
  expect(() => dataSet('ml-2m')).toThrow(/name must be one of ml-100k, ml-1m, .*msd, got 'ml-2m'/)
})
