import type { Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'

const TURN = 10 // ms
const QUIET = 10 // turns without a connection
const MOST = 50 // turns

/**
 * Waits until a server that still listens has had no new connection for 100 ms, half a second at most: connections that were made in the
 * moment in which it was asked to end wait in the system's queue, and would be reset with it.
 *
 * It counts turns of the event loop, not time, for a turn that was late accepts what waits before the next.
 */
export async function untilQuiet(server: Server): Promise<void> {
  let quiet = 0
  const onConnection = () => {
    quiet = 0
  }
  server.on('connection', onConnection)
  for (let turn = 0; turn < MOST && quiet < QUIET; turn++) {
    await setTimeout(TURN)
    quiet++
  }
  server.off('connection', onConnection)
}
