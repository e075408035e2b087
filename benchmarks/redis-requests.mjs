import { once } from 'node:events'
import { connect } from 'node:net'

/** Asks a server of the Redis protocol on this machine how many commands it has had, those of scripts included, and its memory. */
export async function redisRequests(address, port) {
  const { password } = new URL(address.replace('PORT', String(port)))
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  const ask = async (command, isWhole) => {
    text = ''
    socket.write(`${command}\r\n`)
    while (!isWhole(text)) await once(socket, 'data')
    return text
  }
  await ask(`AUTH ${password}`, (answer) => answer.endsWith('\r\n'))
  const value = async (section, name) => {
    const answer = await ask(
      `INFO ${section}`,
      (each) =>
        each.endsWith('\r\n\r\n') ||
        (each.startsWith('$') &&
          each.length >= Number(each.slice(1, each.indexOf('\r'))) + each.indexOf('\r') + 4),
    )
    return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(answer)[1])
  }
  return {
    count: () => value('stats', 'total_commands_processed'),
    memory: () => value('memory', 'used_memory'),
    async close() {
      socket.destroy()
    },
  }
}
