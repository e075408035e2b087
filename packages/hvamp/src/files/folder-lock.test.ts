import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, link, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleProgram } from './bundled-program.fixture'
import { folderFree, holdFolder, holdIfFree, isHeld } from './folder-lock'

let folder: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  program = join(folder, 'hold.mjs')
  bundleProgram(
    program,
    `import { holdFolder } from './folder-lock'
        try { await holdFolder(process.argv[2]) } catch (error) { console.log(error.message); process.exit(2) }
        console.log('held')
        setInterval(() => {}, 1000)`,
  )
})
afterAll(() => rm(folder, { recursive: true }))

/** A process that holds a folder until it is ended, and what it said first. */
async function holder(path: string, ...prefix: string[]) {
  const [command, ...args] = [...prefix, process.execPath, program, path]
  const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const over = once(child, 'exit')
  const [said] = await once(child.stdout, 'data')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await over
  }
  return { said: String(said).trim(), end, over }
}

it('a folder is held if it is free, and by nobody else then', async () => {
  const path = join(folder, 'free')
  expect(await holdIfFree(path)).toBe(true)
  expect((await holder(path)).said).toMatch(/must be used by one process at a time, got a second one/)
})

it('a folder is held once, whatever its name is written like, and others are free', async () => {
  const path = join(folder, 'run')
  expect(await isHeld(path)).toBe(false)
  const { end } = await holder(path)
  for (const same of [path, join(folder, 'other', '..', 'run'), `${path}/`]) {
    expect(await isHeld(same)).toBe(true)
    await expect(holdFolder(same)).rejects.toThrow('must be used by one process at a time, got a second one')
  }
  expect(await holdIfFree(path)).toBe(false)
  expect(await isHeld(join(folder, 'run-2'))).toBe(false)
  await folderFree(join(folder, 'run-2'), new AbortController().signal)
  await folderFree(path, AbortSignal.timeout(300)) // ends with the signal
  expect(await isHeld(path)).toBe(true)
  await end('SIGTERM')
  expect(await isHeld(path)).toBe(false)
})

it('a folder is held once, also by another path, as of a bind mount, of which the lock file alone is the same', async () => {
  const [path, other] = [join(folder, 'bound'), join(folder, 'bound-elsewhere')]
  const { end } = await holder(path)
  await link(`${path}.hvamp-lock`, `${other}.hvamp-lock`)
  expect(await isHeld(other)).toBe(true)
  const refused = await holder(other)
  expect(refused.said).toMatch(/must be used by one process at a time, got process \d+ on host /)
  await refused.over
  await end('SIGKILL')
  expect(await isHeld(other)).toBe(false)
  const taken = await holder(other)
  expect(taken.said).toBe('held')
  await taken.end('SIGTERM')
})

it('a copy of a folder is free while the folder is held, though its lock file was copied with it', async () => {
  const [path, copy] = [join(folder, 'copied'), join(folder, 'copy')]
  const { end } = await holder(path)
  await copyFile(`${path}.hvamp-lock`, `${copy}.hvamp-lock`)
  expect(await isHeld(copy)).toBe(false)
  const taken = await holder(copy)
  expect(taken.said).toBe('held')
  await taken.end('SIGTERM')
  await end('SIGTERM')
})

it('is free again at once after a kill, and without a trace after an orderly end', async () => {
  const path = join(folder, 'new', 'run')
  const first = await holder(path)
  await first.end('SIGKILL')
  const second = await holder(path)
  expect([first.said, second.said]).toEqual(['held', 'held'])
  await second.end('SIGTERM')
  expect(await readdir(join(folder, 'new'))).toEqual([])
  const third = await holder(join(folder, 'made', 'for', 'it'))
  await third.end('SIGTERM')
  expect(await readdir(folder)).not.toContain('made')
})

it('removes what a process left that was killed while it took the lock over, and nothing else', async () => {
  const path = join(folder, 'killed', 'run')
  const first = await holder(path)
  await first.end('SIGKILL')
  const lock = `${path}.hvamp-lock`
  const besides = `${lock}.50d8f5b1-40d4-4161-8da8-e8b5c82a2821`
  const young = `${lock}.60d8f5b1-40d4-4161-8da8-e8b5c82a2821`
  const longAgo = new Date(Date.now() - 60_000)
  for (const file of [besides, `${besides}.${randomUUID()}`, `${lock}.mine`]) {
    await writeFile(file, '')
    await utimes(file, longAgo, longAgo)
  }
  await writeFile(young, '')
  const second = await holder(path)
  expect(second.said).toBe('held')
  await second.end('SIGTERM')
  expect((await readdir(join(folder, 'killed'))).sort()).toEqual(
    [young, `${lock}.mine`].map((file) => basename(file)),
  )
})

describe('a process that sockets do not reach', () => {
  const elsewhere = { token: 'a', host: 'worker-7', process: 42, reach: 'another kernel' }

  it('holds the folder by a file that it touches, and loses it when it was killed', async () => {
    const path = join(folder, 'shared')
    await writeFile(`${path}.hvamp-lock`, JSON.stringify(elsewhere))
    expect(await isHeld(path)).toBe(true)
    const refused = await holder(path)
    expect(refused.said).toBe(
      `${path}: must be used by one process at a time, got process 42 on host worker-7 (${path}.hvamp-lock)`,
    )
    await refused.over
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(`${path}.hvamp-lock`, longAgo, longAgo)
    expect(await isHeld(path)).toBe(false)
    const taken = await holder(path)
    expect(taken.said).toBe('held')
    expect(JSON.parse(await readFile(`${path}.hvamp-lock`, 'utf8'))).toMatchObject({
      process: expect.any(Number),
    })
    await taken.end('SIGTERM')
  })

  const canUnshare = spawnSync('unshare', ['--net', 'true']).status === 0
  it.skipIf(!canUnshare)('is refused in a network namespace of its own (run as root on Linux)', async () => {
    const path = join(folder, 'volume')
    const inside = await holder(path, 'unshare', '--net')
    const outside = await holder(path)
    await outside.over
    expect(inside.said).toBe('held')
    expect(outside.said).toMatch(/one process at a time, got process \d+ on host /)
    await inside.end('SIGTERM')
    const after = await holder(path)
    expect(after.said).toBe('held')
    await after.end('SIGTERM')
  })
})

const canMount = spawnSync('unshare', ['-m', 'bash', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0
it.skipIf(!canMount)(
  'a lock file that the disk has no room for is named, and does not stay (run as root on Linux)',
  () => {
    const disk = join(folder, 'disk')
    const script = `mkdir ${disk}; mount -t tmpfs -o size=4k tmpfs ${disk}; head -c 4096 /dev/zero > ${disk}/full
    ${process.execPath} ${program} ${join(disk, 'run')}; ls ${disk}`
    const { stdout } = spawnSync('unshare', ['-m', 'bash', '-c', script], { encoding: 'utf8' })
    expect(stdout).toBe(
      `${join(disk, 'run.hvamp-lock')}: could not be written: ENOSPC: no space left on device, write\nfull\n`,
    )
  },
)

it.skipIf(!canMount)('a folder is held once by both paths of a bind mount (run as root on Linux)', () => {
  const [one, other] = [join(folder, 'mount-one'), join(folder, 'mount-other')]
  const hold = `${process.execPath} ${program}`
  const script = `mkdir ${one} ${other}; mount --bind ${one} ${other}
  ${hold} ${join(one, 'run')} > ${folder}/said & until grep -q held ${folder}/said; do sleep 0.1; done
  ${hold} ${join(other, 'run')}; kill $!; wait $!; ls ${one}`
  const { stdout } = spawnSync('unshare', ['-m', 'bash', '-c', script], { encoding: 'utf8' })
  expect(stdout).toMatch(/must be used by one process at a time, got process \d+ on host .*\n$/)
})
