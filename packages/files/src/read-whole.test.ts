import { createHash } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readWhole, sha256Of } from './index'

let path: string
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'hvamp-read-whole-')), 'file')
})
afterEach(() => rm(dirname(path), { recursive: true }))

describe('readWhole', () => {
  it('reads what was written, also nothing', async () => {
    for (const text of ['', 'weights']) {
      await writeFile(path, text)
      const bytes = await readWhole(path)
      expect(new TextDecoder().decode(bytes)).toBe(text)
      expect(sha256Of(bytes)).toBe(createHash('sha256').update(text).digest('hex'))
    }
  })

  it('says why a file cannot be read', async () => {
    await expect(readWhole(path)).rejects.toThrow('ENOENT')
  })

  it.runIf(isSlowToo)(
    `reads a file of more than 2 GiB, and hashes it${whetherSlowSkipped}`,
    { timeout: 120_000 },
    async () => {
      const length = 2 ** 31 + 4
      const file = await open(path, 'w')
      await file.truncate(length) // zeros that take no room
      await file.write('tail', length - 4)
      await file.close()
      const bytes = await readWhole(path)
      expect(bytes.length).toBe(length)
      expect(new TextDecoder().decode(bytes.subarray(-5))).toBe('\0tail')
      const hash = createHash('sha256')
      const zeros = new Uint8Array(2 ** 20)
      for (let i = 0; i < 2 ** 11; i++) hash.update(zeros)
      expect(sha256Of(bytes)).toBe(hash.update('tail').digest('hex'))
    },
  )
})
