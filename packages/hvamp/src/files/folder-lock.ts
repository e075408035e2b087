import { createHash } from 'node:crypto'
import { realpath, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { badInput } from '../process/bad-input'

/**
 * Holds a folder, which need not exist, for this process alone until it ends, in whatever way: it listens on a local
 * socket that is named after the folder, and the system closes that even after a kill.
 *
 * @param waits whether to wait for another process that holds it
 * @throws bad input if another process holds it
 */
export async function holdFolder(folder: string, { waits = false } = {}): Promise<void> {
  const address = await addressOf(folder)
  while (!(await listens(address))) {
    if (await answers(address)) {
      if (!waits) throw badInput(`${folder}: must be worked in by one process at a time, got another one`)
      await setTimeout(100)
    } else if (isFile) await rm(address, { force: true }) // left behind by a process that was killed
  }
}

/** Whether a process holds the folder. */
export async function isHeld(folder: string): Promise<boolean> {
  return answers(await addressOf(folder))
}

/** Waits until no process holds the folder; the signal ends the wait. */
export async function folderFree(folder: string, signal: AbortSignal): Promise<void> {
  const address = await addressOf(folder)
  while (!signal.aborted && (await answers(address))) await setTimeout(100)
}

const isFile = process.platform !== 'linux' && process.platform !== 'win32'

/** On Linux a name without a file, on Windows a pipe, elsewhere a file. */
async function addressOf(folder: string): Promise<string> {
  const path = await realPathOf(resolve(folder))
  const name = `hvamp-${createHash('sha256').update(path).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name)
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return dirname(path) === path ? path : join(await realPathOf(dirname(path)), basename(path))
  }
}

/** Whether it listens now; not where somebody does already, or a file is in the way. */
function listens(address: string): Promise<boolean> {
  return new Promise((settle, fail) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') settle(false)
      else fail(error)
    })
    server.listen(address, () => {
      server.unref()
      settle(true)
    })
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      settle(true)
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'EACCES')) // somebody else's
  })
}
