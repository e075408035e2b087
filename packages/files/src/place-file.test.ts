import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeFile, removeUnfinished, replaceFile } from './index'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-files-'))
  path = join(folder, 'report.json')
})
afterEach(() => rm(folder, { recursive: true }))

describe('replaceFile', () => {
  it.each([
    ['text', 'päße\n'],
    ['bytes', new TextEncoder().encode('päße\n')],
    ['parts', Readable.from(['pä', Buffer.from('ße'), '\n'])],
  ])('writes %s, over what was there', async (_, content) => {
    await writeFile(path, 'a longer text that was there before')
    await replaceFile(path, content)
    expect(await readFile(path, 'utf8')).toBe('päße\n')
    expect(await readdir(folder)).toEqual(['report.json'])
  })

  it('leaves the old file, and nothing of the new one, when its content fails half-way', async () => {
    await replaceFile(path, 'old')
    async function* failing() {
      yield 'new'
      throw new Error('device lost')
    }
    await expect(replaceFile(path, failing())).rejects.toThrow(`${path}: could not be written: device lost`)
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['report.json'])
  })

  it('names the path, keeps the cause and leaves nothing behind where the file cannot be placed', async () => {
    await mkdir(path) // a folder where the file should go
    const error: Error = await replaceFile(path, 'text').then(
      () => expect.unreachable(),
      (error) => error,
    )
    expect(error.message).toContain(`${path}: could not be written: `)
    expect(error.cause).toMatchObject({ syscall: 'rename' })
    expect(await readdir(folder)).toEqual(['report.json'])
    const nowhere = join(folder, 'none', 'file')
    await expect(replaceFile(nowhere, 'text')).rejects.toThrow(`${nowhere}: could not be written: ENOENT`)
  })

  it.skipIf(process.platform === 'win32').each([0o600, 0o640, 0o444])(
    'leaves the rights of the old file: %o',
    async (mode) => {
      await writeFile(path, 'old')
      await chmod(path, mode)
      await replaceFile(path, 'new')
      expect((await stat(path)).mode & 0o7777).toBe(mode)
      expect(await readFile(path, 'utf8')).toBe('new')
    },
  )

  it.skipIf(process.getuid?.() !== 0)('leaves the owner and the group of the old file', async () => {
    await writeFile(path, 'old')
    await chmod(path, 0o640)
    await chown(path, 1000, 50)
    await replaceFile(path, 'new')
    const { uid, gid, mode } = await stat(path)
    expect([uid, gid, mode & 0o7777]).toEqual([1000, 50, 0o640])
  })

  it.skipIf(process.platform === 'win32')(
    'shows nobody else what is written in place of a secret, before it is whole',
    async () => {
      await writeFile(path, 'old', { mode: 0o600 })
      let seen: number | undefined
      async function* looked() {
        yield 'new'
        const [unfinished] = (await readdir(folder)).filter((name) => name !== 'report.json')
        seen = (await stat(join(folder, unfinished!))).mode & 0o077
      }
      await replaceFile(path, looked())
      expect(seen).toBe(0)
    },
  )

  it('replaces what a link leads to, and leaves the link', async () => {
    await mkdir(join(folder, 'elsewhere'))
    const target = join(folder, 'elsewhere', 'of-today.json')
    await writeFile(target, 'old')
    await symlink(join('elsewhere', 'of-today.json'), path)
    await replaceFile(path, 'new')
    expect(await readlink(path)).toBe(join('elsewhere', 'of-today.json'))
    expect(await readFile(target, 'utf8')).toBe('new')
    expect(await readdir(folder, { recursive: true })).toHaveLength(3)
  })

  it('makes what a link leads to, where nothing is there yet, and leaves the link', async () => {
    await mkdir(join(folder, 'elsewhere'))
    await symlink(join('elsewhere', 'of-today.json'), path)
    await symlink('report.json', join(folder, 'link-to-link'))
    await replaceFile(join(folder, 'link-to-link'), 'new')
    expect(await readlink(path)).toBe(join('elsewhere', 'of-today.json'))
    expect(await readlink(join(folder, 'link-to-link'))).toBe('report.json')
    expect(await readFile(join(folder, 'elsewhere', 'of-today.json'), 'utf8')).toBe('new')
    expect(await readdir(join(folder, 'elsewhere'))).toEqual(['of-today.json'])
  })

  it.each([
    ['where there is no folder', join('none', 'file')],
    ['back to itself', 'report.json'],
  ])('refuses a link that leads %s, and leaves it', async (_, target) => {
    await symlink(target, path)
    await expect(replaceFile(path, 'new')).rejects.toThrow(`${path}: could not be written: `)
    expect(await readlink(path)).toBe(target)
    expect(await readdir(folder)).toEqual(['report.json'])
  })

  it('takes writers at the same time: the file is one of theirs, whole', async () => {
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(100_000))
    await Promise.all(texts.map((text) => replaceFile(path, text)))
    expect(texts).toContain(await readFile(path, 'utf8'))
    expect(await readdir(folder)).toEqual(['report.json'])
  })
})

describe('placeFile', () => {
  it('names the file by what writing it gave, and gives that back', async () => {
    const written = await placeFile(
      join(folder, 'weights'),
      async (file) => {
        await file.writeFile('abc')
        return 3
      },
      (length) => `weights-${length}`,
    )
    expect(written).toBe(3)
    expect(await readdir(folder)).toEqual(['weights-3'])
  })

  it('lets a library write the file by its name', async () => {
    await placeFile(
      path,
      (_, temporary) => writeFile(temporary, 'by name'),
      () => 'report.json',
    )
    expect(await readFile(path, 'utf8')).toBe('by name')
    expect(await readdir(folder)).toEqual(['report.json'])
  })
})

describe('a process that is killed while it writes', () => {
  it('leaves the old file; what it left of the new one is removed by name', async () => {
    await replaceFile(path, 'old')
    const program = join(folder, 'program.mjs')
    buildSync({
      stdin: {
        contents: `import { replaceFile } from './index'
          async function* endless() {
            for (let block = 0; ; block++) {
              if (block === 3) console.log('begun')
              yield 'x'.repeat(1000)
              await new Promise((resolve) => setTimeout(resolve, 5))
            }
          }
          await replaceFile(${JSON.stringify(path)}, endless())`,
        resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: program,
    })
    const writer = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(writer.stdout, 'data')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    await rm(program)

    expect(await readFile(path, 'utf8')).toBe('old')
    const left = (await readdir(folder)).filter((name) => name !== 'report.json')
    expect(left).toEqual([expect.stringMatching(/^report\.json\.[0-9a-f]{16}\.hvamp-unfinished$/)])
    await writeFile(join(folder, 'notes.hvamp-unfinished'), 'mine')
    await removeUnfinished(folder, ['other.json'])
    expect(await readdir(folder)).toHaveLength(3)
    await removeUnfinished(folder, ['report.json'])
    expect((await readdir(folder)).sort()).toEqual(['notes.hvamp-unfinished', 'report.json'])
  })
})
