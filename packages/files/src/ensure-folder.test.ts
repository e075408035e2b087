import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureFolder } from './index'

let folder: string
const before = process.cwd()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-ensure-'))
})
afterAll(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true, force: true })
})

it('makes what is not there, and says which came first', async () => {
  expect(await ensureFolder(join(folder, 'a/b/c'))).toBe(join(folder, 'a'))
  expect(await ensureFolder(join(folder, 'a/b/c'))).toBeUndefined()
  expect((await stat(join(folder, 'a/b/c'))).isDirectory()).toBe(true)
})

it('ends where the working folder was removed', async () => {
  const gone = join(folder, 'gone')
  await ensureFolder(gone)
  process.chdir(gone)
  await rm(gone, { recursive: true })
  await expect(ensureFolder('one/two')).rejects.toThrow('ENOENT')
  process.chdir(before)
})
