import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realPathOf } from './real-path'

/** Listens on the socket of a folder until this process ends; false if another process does. */
export async function listenFor(folder: string): Promise<boolean> {
  const address = addressOf(socketOf(folder))
  while (!(await listens(address))) {
    if (await answers(address)) return false
    if (isFile) await rm(address, { force: true }) // left behind by a process that was killed
  }
  return true
}

/** The name of the socket of a folder, by the folder's path: one that has several paths, as by a bind mount, has several sockets. */
export function socketOf(folder: string): string {
  return `hvamp-${createHash('sha256').update(realPathOf(folder)).digest('hex').slice(0, 24)}`
}

/** Whether a process listens on a socket. */
export async function isSocketHeld(name: string): Promise<boolean> {
  return answers(addressOf(name))
}

const isFile = process.platform !== 'linux' && process.platform !== 'win32'

/** On Linux a name without a file, on Windows a pipe, elsewhere a file. */
function addressOf(name: string): string {
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
