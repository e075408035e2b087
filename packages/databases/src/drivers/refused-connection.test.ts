import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { databaseAddress } from '../addresses/database-address'
import { openMysql } from './mysql'
import { openPostgres } from './postgres'

/** A server that speaks to each connection, and never closes it by itself. */
async function patientServer(speak: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    speak(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, sockets }
}

/** Resolves when the client has closed its end. */
async function closed([socket]: readonly Socket[]): Promise<void> {
  socket!.resume()
  if (!socket!.readableEnded && !socket!.destroyed) await once(socket!, 'close')
}

test('a PostgreSQL that asks for a password that nobody gave is left at once', async () => {
  const authentication = (code: number, text: string) => {
    const message = Buffer.from(`R\0\0\0\0\0\0\0\0${text}`)
    message.writeInt32BE(message.length - 1, 1)
    message.writeInt32BE(code, 5)
    return message
  }
  const answers = [authentication(10, 'SCRAM-SHA-256\0\0'), authentication(11, 'r=nonce,s=salt,i=4096')]
  const { port, sockets } = await patientServer((socket) =>
    socket.on('data', () => {
      const answer = answers.shift()
      if (answer) socket.write(answer)
    }),
  )
  const address = databaseAddress(`postgres://nobody@127.0.0.1:${port}/none`)
  await expect(openPostgres(address)).rejects.toThrow('the server asks for a password, got none')
  await closed(sockets)
})

test('a MySQL that refuses a connection is left at once', async () => {
  const tooMany = Buffer.from(' \0\0\0\xff\x10\x04Too many connections', 'latin1')
  tooMany.writeUIntLE(tooMany.length - 4, 0, 3)
  const { port, sockets } = await patientServer((socket) => socket.write(tooMany))
  const address = databaseAddress(`mysql://nobody@127.0.0.1:${port}/none`)
  await expect(openMysql(address)).rejects.toThrow('Too many connections')
  await closed(sockets)
})

test('a server that does not run is said in words, with the code of the system', async () => {
  const address = databaseAddress('postgres://nobody@127.0.0.1:1/none')
  const words =
    'postgres://nobody@127.0.0.1:1/none: nothing answers there: does the server run, and on this port? (ECONNREFUSED)'
  await expect(openPostgres(address)).rejects.toThrow(words)
  await expect(openMysql(databaseAddress('mysql://nobody@127.0.0.1:1/none'))).rejects.toThrow(
    'nothing answers there',
  )
})
