import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newFile } from './new-file'

it('names the file that could not be written, and leaves one that is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-new-file-'))
  const path = join(folder, 'block')
  await writeFile(path, 'whole')
  await expect(newFile(path, async () => {})).rejects.toThrow(`${path}: could not be written: EEXIST`)
  expect(await readFile(path, 'utf8')).toBe('whole')
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  await expect(newFile(join(folder, 'next'), () => Promise.reject(full))).rejects.toMatchObject({
    message: `${join(folder, 'next')}: could not be written: ${full.message}`,
    cause: full,
  })
  await rm(folder, { recursive: true })
})
