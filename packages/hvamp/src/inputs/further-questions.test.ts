import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFile } from './read-file'

async function read(lines: readonly string[], options = {}) {
  const path = join(await mkdtemp(join(tmpdir(), 'questions-')), 'journal.csv')
  await writeFile(path, Buffer.from(`${lines.join('\n')}\n`, 'latin1'))
  return readFile(path, options)
}

const rows = Array.from({ length: 30 }, (_, row) => `${row % 5};M\xfctze ${row % 7};1`)
const journal = ['Journal 2025;;', ';;', 'Kundennr.;Artikelnr.;Menge', ...rows, '3;;1', '4;Hut;1']

it('asks all that a file leaves open in one error, each with its place', async () => {
  await expect(read(journal)).rejects.toThrow(
    /journal\.csv:1: expected the header of a table.*: choose with --skip-lines 2; then .*journal\.csv:4: expected UTF-8 text.*: choose with --encoding windows-1252 or the like; then .*journal\.csv:34: expected an item id, got an empty field: choose with --missing skip$/,
  )
  await expect(read(journal, { skipLines: 2, encoding: 'windows-1252' })).rejects.toThrow(
    /^\S+:34: expected an item id, got an empty field: choose with --missing skip$/,
  )
  const all = { skipLines: 2, encoding: 'windows-1252', missing: 'skip' }
  expect((await read(journal, all)).interactions.userCount).toBe(5)
})

it('names the encodings that fit, and asks on in the first of them', async () => {
  const city = '\x8b\x9e\x93s' // 京都 in Shift-JIS
  const visits = Array.from({ length: 30 }, (_, row) => `${row % 5},${city}${row % 7},1`)
  await expect(read([`${city},item,rating`, ...visits])).rejects.toThrow(
    /'京都' in shift_jis, '嫗搒' in gb18030: choose with --encoding shift_jis or gb18030; then .*columns '京都', 'item', 'rating'/,
  )
})

it('does not name encodings as if they were all', async () => {
  const table = (word: string) => ['user,item', ...Array.from({ length: 9 }, (_, row) => `${row},${word}`)]
  await expect(read(table('\xd1\xfb\xf0'))).rejects.toThrow(
    /: choose with --encoding windows-1251 or .* or the like$/, // Сыр
  )
  await expect(read(table('\x8b\x9e\x93s'))).rejects.toThrow(/ --encoding shift_jis or gb18030$/)
})

it('proposes no encoding, and reads on in none, where none fits', async () => {
  const table = ['M\x81ller,item,rating', 'H\x82l\x8ane,1,2', 'J\x81rgen,2,3'] // of DOS
  await expect(read(table)).rejects.toThrow(/: choose with --encoding, or convert it to UTF-8$/)
})

it('asks no more where the answer may decide what is asked next', async () => {
  const unnamed = ['x;y', 'a;b', ';b']
  await expect(read(unnamed)).rejects.toThrow(/^(?!.*; then )/s)
})

it('asks of the first megabyte alone, so that a large file is not read again', async () => {
  const rows = Array.from({ length: 300_000 }, (_, row) => `u${row % 9};tea ${row % 7};1`)
  const large = ['Export;;', 'user;item;rating', ...rows]
  large[5] = 'u1;;1'
  large[200_000] = 'u1;M\xfctze;1'
  await expect(read(large)).rejects.toThrow(
    /^\S+:1: .*: choose with --skip-lines 1; then \S+:6: expected an item id, got an empty field: choose with --missing skip$/,
  )
})
