import { existsSync, readlinkSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { moveLink, requireLink } from './link'

let folder: string
let link: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-link-'))
  link = join(folder, 'latest')
  for (const run of ['one', 'two']) await mkdir(join(folder, run))
})
afterEach(() => rm(folder, { recursive: true }))

it('leads to a folder beside it, from one to the next, by a path that moves with both', async () => {
  for (const run of ['one', 'two']) {
    await moveLink(link, join(folder, run))
    expect(readlinkSync(link)).toBe(run)
  }
})

it('leads to a folder elsewhere, and is made with its own folder', async () => {
  const elsewhere = join(folder, 'served', 'model')
  await moveLink(elsewhere, join(folder, 'two'))
  expect(readlinkSync(elsewhere)).toBe('../two')
})

it('is never missing while it moves', async () => {
  await moveLink(link, join(folder, 'one'))
  let isMoving = true
  let missing = 0
  const looking = (async () => {
    while (isMoving) {
      if (!existsSync(link)) missing++
      await new Promise(setImmediate)
    }
  })()
  for (let i = 0; i < 50; i++) await moveLink(link, join(folder, i % 2 ? 'one' : 'two'))
  isMoving = false
  await looking
  expect(missing).toBe(0)
})

it('takes the place of one that leads to nothing, and removes what a killed process left', async () => {
  await symlink('gone', link)
  await symlink('one', `${link}.0123456789abcdef.hvamp-unfinished`)
  await writeFile(`${link}.hvamp-unfinished`, 'of somebody else')
  await moveLink(link, join(folder, 'two'))
  expect((await readdir(folder)).sort()).toEqual(['latest', 'latest.hvamp-unfinished', 'one', 'two'])
  expect(readlinkSync(link)).toBe('two')
})

it('never takes the place of a folder or a file', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(requireLink(join(folder, 'one'), '--latest')).rejects.toThrow(
    `--latest: must be a link or a new name, got '${join(folder, 'one')}', which is a folder`,
  )
  await expect(moveLink(join(folder, 'file'), join(folder, 'one'))).rejects.toThrow('which is a file')
  await requireLink(link, '--latest')
})
