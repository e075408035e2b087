import { existsSync } from 'node:fs'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { isBadInput } from '../process/bad-input'
import { silent } from '../terminal/output'
import { destinationOf } from './destination'
import { requireNewLink } from './link'
import { holdNewFolder } from './outputs'
import { requireWritable, requireWritableFolder } from './writable'

let folder: string
let remove: () => Promise<void>
const at = (...path: string[]) => join(folder, ...path)
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeFile(at('file'), '')
  await mkdir(at('there'))
})
afterAll(() => remove())

const tooLong = 'the name is too long (ENAMETOOLONG)'
const asked = {
  'a folder': (path: string) => holdNewFolder(path, '--out'),
  'a file': (path: string) => destinationOf({ out: path, force: false }, silent),
  'a link': (path: string) => requireNewLink(path, '--out'),
  'a folder that may be there': (path: string) => requireWritableFolder(path, '--out'),
}

describe.each(Object.entries(asked))(
  '%s is refused before the work, with the reason of the system,',
  (_, ask) => {
    const cases: readonly (readonly [string, () => string, string])[] = [
      ['within a file', () => at('file', 'x'), '…file: is no folder'],
      ['under a name too long', () => at('x'.repeat(250)), tooLong],
      ['within a folder of a name too long', () => at('x'.repeat(300), 'y'), tooLong],
      ['by a path too long', () => at('abcdefghi/'.repeat(405), 'x'), tooLong],
    ]
    it.each(cases)('%s', async (_, path, reason) => {
      await expectRefused(ask, path(), reason)
    })
    it.runIf(existsSync('/proc/self'))('in a folder in which nothing can be made', async () => {
      await expectRefused(ask, '/proc/x', '/proc: nothing can be made in it: no such file or folder (ENOENT)')
    })
  },
)

async function expectRefused(ask: (path: string) => Promise<unknown>, path: string, reason: string) {
  const error: Error = await ask(path).then(
    () => new Error('nothing was refused'),
    (error) => error,
  )
  expect(error.message).toContain(`--out: must be a place that can be written to, got '${path}': `)
  expect(error.message.endsWith(reason.replace('…', join(folder, '/')))).toBe(true)
  expect(error.message).not.toContain('\n')
  expect(isBadInput(error)).toBe(true)
}

it('leaves nothing where it looked', async () => {
  const before = await readdir(folder)
  for (const path of [at('new'), at('far', 'away', 'new'), at('there', 'new')])
    await requireWritable(path, '--out')
  await requireWritableFolder(at('there'), '--out')
  expect([await readdir(folder), await readdir(at('there'))]).toEqual([before, []])
})

it('a link that leads to no file yet is kept, and refused before the work where it leads to no folder', async () => {
  const ask = (name: string) => destinationOf({ out: at(name) }, silent)
  const columns = [{ name: 'rank', type: 'integer' }] as const
  await symlink(join('there', 'later.csv'), at('early.csv'))
  await (await ask('early.csv'))!.write({ columns, key: ['rank'], rows: [[1]] })
  expect(await readdir(at('there'))).toEqual(['later.csv'])
  await symlink(join('none', 'later.csv'), at('lost.csv'))
  await symlink('circle.csv', at('circle.csv'))
  for (const [name, reason] of [
    ['lost.csv', `it leads to ${at('none', 'later.csv')}, whose folder is not there`],
    ['circle.csv', 'its links go round in a circle (ELOOP)'],
  ] as const) {
    const error: Error = await ask(name).then(
      () => expect.unreachable(),
      (error) => error,
    )
    expect(error.message).toBe(
      `--out: must be a place that can be written to, got the link '${at(name)}': ${reason}`,
    )
    expect(isBadInput(error)).toBe(true)
  }
})

it.skipIf(!existsSync('/proc/sys/kernel/ostype'))(
  'a link is looked at where it leads, to a file that is replaced there',
  async () => {
    await symlink('/proc/sys/kernel/ostype', at('linked.csv'))
    await expect(destinationOf({ out: at('linked.csv'), force: true }, silent)).rejects.toThrow(
      "--out: must be a place that can be written to, got '/proc/sys/kernel/ostype'",
    )
  },
)
