import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleProgram } from './bundled-program.fixture'
import { placeTidily } from './place-tidily'

let folder: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-tidily-'))
  program = join(folder, 'write.mjs')
  bundleProgram(
    program,
    `import { writeFile } from 'node:fs/promises'
        import { placeTidily } from './place-tidily'
        setInterval(() => {}, 1000)
        for (const path of process.argv.slice(2)) void placeTidily(path, async (file) => {
          await writeFile(file, 'half')
          console.log('begun')
          await new Promise(() => {})
        }, () => 'never')`,
  )
})
afterAll(() => rm(folder, { recursive: true }))

it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'leaves the old files, and nothing of the new ones, at %s',
  async (name) => {
    const there = await mkdtemp(join(folder, 'there-'))
    const paths = ['one.csv', 'two.csv'].map((file) => join(there, file))
    for (const path of paths) await writeFile(path, 'old')
    const child = spawn(process.execPath, [program, ...paths], { stdio: ['ignore', 'pipe', 'inherit'] })
    const over = once(child, 'exit')
    let said = ''
    for await (const text of child.stdout) {
      said += text
      if (said !== 'begun\nbegun\n') continue
      expect(await readdir(there)).toHaveLength(4)
      child.kill(name)
    }
    expect(await over).toEqual([null, name])
    expect((await readdir(there)).sort()).toEqual(['one.csv', 'two.csv'])
    for (const path of paths) expect(await readFile(path, 'utf8')).toBe('old')
  },
)

it('writes a file, and leaves nothing where that fails', async () => {
  const path = join(await mkdtemp(join(folder, 'there-')), 'list.csv')
  const write = (text: string) =>
    placeTidily(
      path,
      async (file) => writeFile(file, text),
      () => 'list.csv',
    )
  await write('whole')
  expect(await readFile(path, 'utf8')).toBe('whole')
  const failing = placeTidily(
    path,
    async () => {
      throw new Error('no more')
    },
    () => 'list.csv',
  )
  await expect(failing).rejects.toThrow(`${path}: could not be written: no more`)
  expect(await readdir(join(path, '..'))).toEqual(['list.csv'])
})
