import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { runFiles } from './run-files'
import { readTrainedUsers, writeTrainedUsers } from './trained-users'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

it('knows the users that a run was trained on, and no others', async () => {
  const ids = fc.uniqueArray(fc.string(), { maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(ids, ids, async (trained, others) => {
      await writeTrainedUsers(folder, trained)
      const found = (await readTrainedUsers(folder))!
      for (const id of trained) expect(found.has(id)).toBe(true)
      for (const id of others) expect(found.has(id)).toBe(trained.includes(id))
    }),
    { numRuns: 30 },
  )
})

it('holds 8 bytes a user, and no id', async () => {
  await writeTrainedUsers(folder, ['ann@example.org', 'bob@example.org'])
  const bytes = await readFile(join(folder, runFiles.trainedUsers))
  expect(bytes).toHaveLength(8 + 8 + 2 * 8)
  expect(bytes.toString('latin1')).not.toContain('example')
})

it('refuses a file with a changed byte that breaks the order of its users', async () => {
  await writeTrainedUsers(folder, ['ann', 'bob', 'carl'])
  const path = join(folder, runFiles.trainedUsers)
  const bytes = await readFile(path)
  bytes[16 + 7] = 255 // the highest byte of the first
  await writeFile(path, bytes)
  await expect(readTrainedUsers(folder)).rejects.toThrow(
    /trained-users\.bin: must have its 3 users in order, got user 2 out of it/,
  )
})

it('refuses a file that was cut short, and knows that an early run has none', async () => {
  await writeTrainedUsers(folder, ['ann', 'bob'])
  await truncate(join(folder, runFiles.trainedUsers), 24)
  await expect(readTrainedUsers(folder)).rejects.toThrow(
    /trained-users\.bin: must be the users of a run in 32 bytes, got 24 other bytes/,
  )
  expect(await readTrainedUsers(join(folder, 'nowhere'))).toBeUndefined()
})
