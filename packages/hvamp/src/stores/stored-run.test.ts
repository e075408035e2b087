import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { badInput, isBadInput } from '../process/bad-input'
import { type ObjectStore, storeError } from './object-store'
import {
  digestOf,
  isRunPath,
  manifestBytes,
  manifestFrom,
  pieceBytes,
  type RunManifest,
} from './run-manifest'
import { isFurther } from './run-progress'
import { storedRun } from './stored-run'

let place: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hvamp-stored-'))
})
afterEach(() => rm(place, { recursive: true }))

/** A store in memory, which records what is put and removed, and fails after a number of puts. */
function memoryStore() {
  const objects = new Map<string, Uint8Array>()
  const calls: string[] = []
  const store: ObjectStore & { left: number } = {
    shown: 's3://runs',
    left: Number.POSITIVE_INFINITY,
    async get(key, most) {
      const bytes = objects.get(key)
      if (bytes && bytes.length > most) throw badInput(`${key}: too large`)
      return bytes
    },
    async put(key, bytes) {
      if (store.left-- <= 0) throw storeError('s3://runs', new Error('away'))
      calls.push(`put ${key}`)
      objects.set(key, Uint8Array.from(bytes))
    },
    async remove(key) {
      calls.push(`remove ${key}`)
      objects.delete(key)
    },
    keysIn: async (folder) =>
      [...objects.keys()].filter((key) => key.startsWith(folder)).map((key) => key.slice(folder.length)),
  }
  return { store, objects, calls }
}

const checkpoint = (epoch: number, step: number) =>
  JSON.stringify({ sha256: '', checkpoint: { format: 'hvamp-checkpoint', progress: { epoch, step } } })

async function writeRun(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = join(place, name)
  for (const part of ['model', 'checkpoint']) await mkdir(join(folder, part), { recursive: true })
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content)
  return folder
}

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

const sure = async () => {}
const key = 'run-1'
const puts = (calls: readonly string[]) => calls.filter((call) => call.startsWith('put ')).length

describe('a run in an object store', () => {
  it('is brought back as it was put, pieces of large files too, and nothing that is not of a run', async () => {
    const { store, calls } = memoryStore()
    const weights = Buffer.alloc(pieceBytes + 5, 'weights')
    const folder = await writeRun('a', {
      'config.json': '{}',
      'checkpoint/checkpoint.json': checkpoint(2, 14),
      'checkpoint/state-0123456789abcdef.safetensors': weights,
      'checkpoint/state.0123456789abcdef.hvamp-unfinished': 'half',
      'notes.txt': 'mine',
      'history.csv': '',
    })
    const run = storedRun(store, key)
    expect(await run.find()).toBeUndefined()
    await run.put(folder)
    expect(calls.at(-1)).toBe('put run-1/run.json') // after all of its pieces
    const again = storedRun(store, key)
    expect(await again.find()).toEqual({ stage: 'trained', epoch: 2, step: 14 })
    const other = join(place, 'b')
    await again.place(other, sure)
    expect(await filesIn(other)).toEqual([
      'checkpoint/checkpoint.json',
      'checkpoint/state-0123456789abcdef.safetensors',
      'config.json',
      'history.csv',
    ])
    const state = await readFile(join(other, 'checkpoint', 'state-0123456789abcdef.safetensors'))
    expect(state.equals(weights)).toBe(true)
  })

  it('is put again only where it has changed; what no manifest needs is removed one time later', async () => {
    const { store, objects, calls } = memoryStore()
    const run = storedRun(store, key)
    const config = { 'config.json': '{}', 'checkpoint/best-0123456789abcdef.safetensors': 'best' }
    for (const step of [1, 2, 3, 4]) {
      const folder = await writeRun('a', { ...config, 'checkpoint/checkpoint.json': checkpoint(1, step) })
      await run.put(folder)
    }
    expect(puts(calls)).toBe(3 + 1 + 3 * 2) // files and manifest, then checkpoint.json and manifest
    expect(objects.size).toBe(4 + 1) // of the last checkpoint, and checkpoint.json of the one before
    await run.put(join(place, 'a'))
    expect(puts(calls)).toBe(11) // the manifest alone
    await run.remove()
    expect(objects.size).toBe(0)
  })

  it('keeps the last whole one while the store is away half-way, and goes on where that was', async () => {
    const { store, calls } = memoryStore()
    const run = storedRun(store, key)
    const folder = await writeRun('a', {
      'config.json': '{}',
      'checkpoint/checkpoint.json': checkpoint(1, 1),
    })
    await run.put(folder)
    await writeRun('a', { 'checkpoint/checkpoint.json': checkpoint(1, 2), 'metrics.json': 'x' })
    store.left = 1
    await expect(run.put(folder)).rejects.toThrow('s3://runs: could not be reached: away')
    expect(await storedRun(store, key).find()).toMatchObject({ step: 1 })
    store.left = Number.POSITIVE_INFINITY
    const before = puts(calls)
    await rm(join(folder, 'metrics.json'))
    await run.put(folder)
    expect(puts(calls) - before).toBe(1) // the manifest: the piece was there
    expect(await storedRun(store, key).find()).toMatchObject({ step: 2 })
  })

  it('is made whole or not at all: a piece that is missing, damaged or of another size is said', async () => {
    const { store, objects } = memoryStore()
    const folder = await writeRun('a', { 'config.json': '{}', 'metrics.json': 'all of it' })
    const run = storedRun(store, key)
    await run.put(folder)
    const piece = digestOf('all of it')
    const at = `${key}/pieces/${piece}`
    const whole = objects.get(at)!
    for (const [bytes, message] of [
      [undefined, `s3://runs/run-1: must have the piece ${piece}, got none`],
      [Buffer.from('all of IT'), `s3://runs/run-1: the piece ${piece} is damaged: it has another SHA-256`],
      [Buffer.from('all'), `s3://runs/run-1: the piece ${piece} is damaged: it has another SHA-256`],
      [Buffer.from('all of it, and more'), `${at}: too large`],
    ] as const) {
      if (bytes) objects.set(at, bytes)
      else objects.delete(at)
      const error = await run.place(join(place, 'b'), sure).catch((error: Error) => error)
      expect(error).toMatchObject({ message })
      expect(isBadInput(error)).toBe(true)
      expect(await readdir(place)).toEqual(['a'])
    }
    objects.set(at, whole)
    const refuse = () => Promise.reject(badInput('not this one'))
    await expect(run.place(join(place, 'b'), refuse)).rejects.toThrow('not this one')
    expect(await readdir(place)).toEqual(['a'])
    await run.place(folder, sure) // in place of the one that is there
    expect(await filesIn(folder)).toEqual(['config.json', 'metrics.json'])
  })

  it('is put whole again where a piece of it was missing or damaged, or it is doubted', async () => {
    const { store, objects } = memoryStore()
    const folder = await writeRun('a', {
      'config.json': '{}',
      'checkpoint/checkpoint.json': checkpoint(1, 1),
    })
    await storedRun(store, key).put(folder)
    const pieces = ['{}', checkpoint(1, 1)].map((text) => `${key}/pieces/${digestOf(text)}`)
    for (const isFetched of [true, false]) {
      objects.delete(pieces[0]!)
      objects.set(pieces[1]!, Buffer.from('damaged'))
      const run = storedRun(store, key)
      await run.find()
      if (isFetched) await expect(run.place(join(place, 'b'), sure)).rejects.toThrow(/the piece/)
      else run.doubt()
      await run.put(folder)
      const brought = storedRun(store, key)
      expect(await brought.find()).toMatchObject({ epoch: 1 })
      await brought.place(join(place, 'b'), sure)
      expect(await filesIn(join(place, 'b'))).toEqual(['checkpoint/checkpoint.json', 'config.json'])
      await rm(join(place, 'b'), { recursive: true })
    }
  })

  it.each<[string, object, string]>([
    ['a path out of the folder', { path: '../x' }, 'files.0.path: must be a file of a run'],
    ['an absolute path', { path: '/etc/passwd' }, 'files.0.path: must be a file of a run'],
    ['a path further in', { path: 'model/a/b' }, 'files.0.path: must be a file of a run'],
    ['fewer pieces than its size', { size: pieceBytes + 1 }, 'files.0: must have the pieces of its size'],
    ['a size beyond any run', { size: 2 ** 40 }, 'files.0.size: Too big'],
    ['a piece that is no name', { pieces: ['../../x'] }, 'files.0.pieces.0: Invalid string'],
  ])('is refused with %s', (_, change, message) => {
    const file = { path: 'config.json', size: 1, pieces: ['0'.repeat(64)], ...change }
    const progress = { stage: 'begun', epoch: 0, step: 0 } as const
    const run: RunManifest = { format: 'hvamp-run', version: 1, folder: 'x', progress, files: [file] }
    expect(() => manifestFrom(manifestBytes(run), 'run.json')).toThrow(`run.json: ${message}`)
  })

  it('is refused where its manifest is cut, changed or none', () => {
    const run: RunManifest = {
      ...{ format: 'hvamp-run', version: 1, folder: 'x' },
      ...{ progress: { stage: 'begun', epoch: 0, step: 0 }, files: [] },
    }
    const bytes = Buffer.from(manifestBytes(run))
    expect(manifestFrom(bytes, 'run.json')).toEqual(run)
    const changed = Buffer.from(bytes.toString().replace('begun', 'trained'))
    expect(() => manifestFrom(bytes.subarray(0, 50), 'run.json')).toThrow('run.json: must be JSON')
    for (const none of [changed, Buffer.from('null'), Buffer.from('{}'), Buffer.from('7')]) {
      expect(() => manifestFrom(none, 'run.json')).toThrow('run.json: must have the SHA-256 that it names')
    }
  })
})

it('says which files a run has', () => {
  const own = ['config.json', 'metrics.json', 'model/model.json', 'checkpoint/checkpoint.json']
  const foreign = ['elsewhere.json', 'model', 'model/..', 'model/.x', 'a/config.json', 'config.json/x', '']
  expect(own.filter(isRunPath)).toEqual(own)
  expect(foreign.filter(isRunPath)).toEqual([])
})

it('says which of two is further', () => {
  const at = (stage: 'begun' | 'trained' | 'finished', epoch: number, step: number) => ({
    stage,
    epoch,
    step,
  })
  const rising = [
    at('begun', 0, 0),
    at('trained', 1, 5),
    at('trained', 2, 5),
    at('trained', 2, 9),
    at('finished', 0, 0),
  ]
  for (const [i, one] of rising.entries()) {
    for (const [j, other] of rising.entries()) expect(isFurther(one, other)).toBe(i > j)
  }
})
