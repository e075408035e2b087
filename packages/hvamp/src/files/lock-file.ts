import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync, rmdirSync, rmSync } from 'node:fs'
import { link, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ensureFolder } from '@hvamp/files'
import { z } from 'zod'
import { endTidily } from '../process/interrupt'
import { isSocketHeld, socketOf } from './lock-socket'

const lock = z.object({
  /** Different for each time that a lock was taken. */
  token: z.string(),
  host: z.string(),
  process: z.int(),
  /** Where sockets reach: processes of the same reach exclude each other by the socket. */
  reach: z.string(),
  /** Its own socket, which is another one where it has the folder by another path; early versions did not name it. */
  socket: z
    .string()
    .regex(/^hvamp-[0-9a-f]{24}$/)
    .optional(),
  /** Of the file itself, which a copy does not have, as of a folder with the runs in it; early versions did not name it. */
  inode: z.string().optional(),
})

/** Who holds a folder, as its lock file tells it. */
export type LockHolder = z.infer<typeof lock>

/** Age in milliseconds after which an untouched lock file belongs to a killed process. */
const expiry = 30_000
const beat = 3_000

/** Ends the name of a lock file that is looked at or put aside. Nobody else's file ends like this. */
const besides = /^(\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})+$/

const own = new Map<string, LockHolder>()

/**
 * Takes the lock file beside a folder, which is removed when this process ends, also by a signal; the folder's socket must be held.
 *
 * While it is held, a thread touches the file, so that a kill leaves a file that expires.
 *
 * @returns who holds it, if another process does
 */
export async function holdLockFile(folder: string): Promise<LockHolder | undefined> {
  const path = pathOf(folder)
  if (own.has(path)) return undefined
  const before = await read(path)
  const holder = await lockFileHolder(folder)
  if (holder !== undefined) return holder
  if (!(await removeExpired(path, before))) return lockFileHolder(folder)
  const made = await ensureFolder(dirname(path))
  const mine = {
    ...{ token: randomUUID(), host: hostname(), process: process.pid },
    ...{ reach: reachOfSockets(), socket: socketOf(folder) },
  }
  try {
    await writeLock(path, mine)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return lockFileHolder(folder)
    await rm(path, { force: true }).catch(() => {}) // it was made, but the disk had no room for what is in it
    throw new Error(`${path}: could not be written: ${(error as Error).message}`, { cause: error })
  }
  own.set(path, mine)
  keepFresh(path)
  endTidily()
  process.once('exit', () => release(path, made))
  await removeLeftBesides(path).catch(() => {}) // in nobody's way
  return undefined
}

/** Another process that holds the lock file beside a folder; undefined if there is none, or it was killed. */
export async function lockFileHolder(folder: string): Promise<LockHolder | undefined> {
  const path = pathOf(folder)
  const found = await read(path)
  if (!found || own.get(path)?.token === found.token) return undefined
  if (found.reach === reachOfSockets()) {
    const { socket = socketOf(folder), inode } = found
    // that of this path would have been found, or is this process's own
    if (socket === socketOf(folder) || !(await isSocketHeld(socket))) return undefined
    return inode === undefined || inode === (await inodeAt(path)) ? found : undefined
  }
  return (await isFresh(path)) ? found : undefined
}

/** Removes the lock file of a process that was killed, as it was read; false if another process did so, and holds it now. */
async function removeExpired(path: string, expired: LockHolder | undefined): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return true // there was none
  }
  const isExpired = (await read(aside))?.token === expired?.token
  if (!isExpired) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
  return isExpired
}

/** Removes what processes left that were killed while they looked at a lock file; a young one is another process's work. */
async function removeLeftBesides(path: string): Promise<void> {
  const [parent, name] = [dirname(path), basename(path)]
  for (const entry of await readdir(parent)) {
    const left = join(parent, entry)
    const isBesides = entry.startsWith(name) && besides.test(entry.slice(name.length))
    if (isBesides && !(await isFresh(left))) await rm(left, { force: true })
  }
}

/** @throws as `writeFile` does, with the code EEXIST if there is one */
async function writeLock(path: string, holder: LockHolder): Promise<void> {
  const file = await open(path, 'wx')
  try {
    const { ino } = await file.stat({ bigint: true })
    await file.writeFile(JSON.stringify({ ...holder, inode: `${ino}` }))
  } finally {
    await file.close()
  }
}

async function inodeAt(path: string): Promise<string | undefined> {
  try {
    return `${(await stat(path, { bigint: true })).ino}`
  } catch {
    return undefined // released meanwhile
  }
}

function pathOf(folder: string): string {
  return `${resolve(folder)}.hvamp-lock`
}

async function read(path: string): Promise<LockHolder | undefined> {
  try {
    return lock.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined // none, or one whose process was killed while it wrote
  }
}

/** By the clock of the disk: that of another host may be wrong. */
async function isFresh(path: string): Promise<boolean> {
  const probe = `${path}.${randomUUID()}`
  try {
    const [touched] = await Promise.all([stat(path), writeFile(probe, '')])
    return (await stat(probe)).mtimeMs - touched.mtimeMs < expiry
  } catch {
    return false // released meanwhile
  } finally {
    await rm(probe, { force: true })
  }
}

/** A thread, for this one may compute for minutes without a break. */
function keepFresh(path: string): void {
  const program = `
    const { fstatSync, openSync, writeSync } = require('node:fs')
    const { workerData: { path, beat } } = require('node:worker_threads')
    let file
    try { file = openSync(path, 'r+') } catch {} // released before this thread began
    if (file !== undefined) {
      const { size } = fstatSync(file)
      setInterval(() => { try { writeSync(file, ' ', size) } catch {} }, beat) // the disk sets the time, by its own clock
    }`
  new Worker(program, { eval: true, workerData: { path, beat } }).unref()
}

function release(path: string, made: string | undefined): void {
  try {
    const found = lock.parse(JSON.parse(readFileSync(path, 'utf8')))
    if (found.token === own.get(path)?.token) rmSync(path, { force: true })
    // folders made for the file alone go with it; one with anything in it stays
    for (let folder = dirname(path); made !== undefined; folder = dirname(folder)) {
      rmdirSync(folder)
      if (folder === made) break
    }
  } catch {}
}

/** The same for all processes that can see each other's sockets: a boot of a kernel, and in it a network namespace. */
function reachOfSockets(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/net')}`
  } catch {
    return hostname() // not Linux: no such namespaces
  }
}
