import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, type Interactions, type Reading, readInteractions, statistics } from '../index'
import { readRatings } from '../node'

const given = fileURLToPath(new URL('../../../../../shared/field-cases/', import.meta.url))

const rowsOf = (interactions: Interactions) =>
  Array.from(entriesOf(interactions), ({ user, item, value }) => [user, item, value])

describe.skipIf(!existsSync(given))('files from the field', () => {
  const at = (name: string) => join(given, name)

  it('F1: triples without header are a table', async () => {
    expect(rowsOf(await readRatings(at('F1-triples.txt')))).toEqual([
      ['1', '10', 5],
      ['1', '11', 2],
      ['2', '10', 4],
    ])
  })

  it('F2: JSON lines are read as such', async () => {
    const interactions = await readRatings(at('F2-json-lines.json'))
    expect(interactions.userIds).toEqual(['u1', 'u2'])
    expect(interactions.itemIds).toEqual(['b1', 'b2'])
    expect(interactions.items.length).toBe(3)
  })

  it.each([
    ['F3-wrong-line.csv', 'F3-wrong-line.csv:4: expected UTF-8 text, got the byte 0x'],
    [
      'F6-tsv-swallow.tsv',
      `F6-tsv-swallow.tsv:2: expected a closing quote in the same field, got only the opening one of '"Hero'`,
    ],
    ['p04b-nan-id.parquet', 'expected a user id, got '],
  ])('%s: refused at its place', async (name, message) => {
    await expect(readRatings(at(name))).rejects.toThrow(message)
  })

  it('F4: a line of blanks is skipped', async () => {
    expect((await readRatings(at('F4-blank.csv'))).items.length).toBe(2)
  })

  it('F5, F6: quotes in a TSV are plain characters, or the user says so', async () => {
    expect((await readRatings(at('F5-tsv-quotes.tsv'))).itemIds).toEqual(['"Weird" one', 'b'])
    expect((await readRatings(at('F6-tsv-swallow.tsv'), { quoting: 'none' })).itemIds).toEqual([
      '"Hero',
      'b',
      'Hero"',
    ])
  })

  it('F7: review/score is a rating', async () => {
    let reading: Reading | undefined
    const onReading = (how: Reading) => {
      reading = how
    }
    expect([...(await readRatings(at('F7-score.csv'), { onReading })).values!]).toEqual([1, 1, 5])
    expect(reading!.columns).toEqual({ user: 'user_id', item: 'book_id', rating: 'review/score' })
  })

  it('F8: 4.1 is shown as 4.1', async () => {
    expect(statistics(await readRatings(at('F8-decimals.csv'))).values).toEqual([{ value: 4.1, count: 1 }])
  })

  it('10: gzip of several members is read whole, by streams of the web too', async () => {
    const file = await readFile(at('10-two-members.csv.gz'))
    const interactions = await readRatings(at('10-two-members.csv.gz'))
    expect(interactions.items.length).toBeGreaterThan(4)
    expect(await readInteractions(new Blob([new Uint8Array(file)]))).toEqual(interactions)
  })

  it('30: tastes are read with and without header', async () => {
    const headed = await readRatings(at('30-tastes.csv'))
    const headless = await readRatings(at('30b-tastes-noheader.csv'))
    const count = (text: string) => text.trim().split('\n').length
    expect(headed.items.length).toBe(count(await readFile(at('30-tastes.csv'), 'utf8')) - 1)
    expect(headless.items.length).toBe(count(await readFile(at('30b-tastes-noheader.csv'), 'utf8')))
  })

  it('30d, 30e: histories are read with what was disliked', async () => {
    expect((await readRatings(at('30d-history-disliked.csv'))).items.length).toBe(12)
    expect((await readRatings(at('30e-history-liked-only.csv'))).items.length).toBe(6)
  })

  it('p30: decimals of warehouses are exact ids', async () => {
    const { userIds } = await readRatings(at('p30-decimal-account-ids.parquet'))
    expect(userIds.length).toBe(10)
    expect(new Set(userIds).size).toBe(10)
    for (const id of userIds) expect(id).toMatch(/^\d+$/)
  })
})

describe('sources that cannot be read twice', () => {
  let folder: string
  let program: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hvamp-pipes-'))
    program = join(folder, 'program.mjs')
    buildSync({
      stdin: {
        contents: `import { readRatings } from './node'
          const { items } = await readRatings(process.argv[2])
          console.log(items.length)`,
        resolveDir: fileURLToPath(new URL('..', import.meta.url)),
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: {
        js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)`,
      },
      outfile: program,
    })
    const rows = Array.from({ length: 50_000 }, (_, i) => `${i >> 3},${i % 997},${i % 5}\n`)
    await writeFile(join(folder, 'ratings.csv.gz'), gzipSync(`user,item,rating\n${rows.join('')}`))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each(['-', '/dev/stdin'])('reads the standard input as %s', async (name) => {
    const reader = spawn(process.execPath, [program, name], { stdio: ['pipe', 'pipe', 'inherit'] })
    reader.stdin.end(await readFile(join(folder, 'ratings.csv.gz')))
    let output = ''
    for await (const chunk of reader.stdout) output += chunk
    expect(output).toBe('50000\n')
  })

  it.skipIf(process.platform === 'win32')('reads a pipe by its path', async () => {
    const command = `"${process.execPath}" "${program}" <(gunzip -c "${join(folder, 'ratings.csv.gz')}")`
    const { stdout } = await promisify(execFile)('bash', ['-c', command])
    expect(stdout).toBe('50000\n')
  })

  it.skipIf(process.platform === 'win32')('reads a pipe that first gives one byte alone', async () => {
    const command = `"${process.execPath}" "${program}" <(printf u; sleep 0.5; printf 'ser,item\\n1,2\\n')`
    const { stdout } = await promisify(execFile)('bash', ['-c', command])
    expect(stdout).toBe('1\n')
  })
})
