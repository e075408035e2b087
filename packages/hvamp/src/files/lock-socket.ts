import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realPathOf } from './real-path'

/** Listens on the socket of a folder until this process ends; false if another process does. */
export async function listenFor(folder: string): Promise<boolean> {
  const address = addressOf(folder)
  while (!(await listens(address))) {
    if (await answers(address)) return false
    if (isFile) await rm(address, { force: true }) // left behind by a process that was killed
  }
  return true
}

/** Whether a process listens on the socket of a folder. */
export async function isSocketHeld(folder: string): Promise<boolean> {
  return answers(addressOf(folder))
}

const isFile = process.platform !== 'linux' && process.platform !== 'win32'

/** On Linux a name without a file, on Windows a pipe, elsewhere a file. */
function addressOf(folder: string): string {
  const path = realPathOf(folder)
  const name = `hvamp-${createHash('sha256').update(path).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name)
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
