import { importIfInstalled } from '@hvamp/databases'
import { driverOf, load } from './bullmq'
import type { QueueServer } from './queue-address'

/**
 * The npm packages that a queue on a server needs and that are not here, or that do not load: a line for each, with the reason.
 *
 * @returns nothing if a queue can be opened
 * @example const missing = await missingForQueue('redis') // ['ioredis is not here; npm install ioredis']
 */
export async function missingForQueue(server: QueueServer): Promise<string[]> {
  const lines: string[] = []
  for (const name of ['bullmq', driverOf[server]]) {
    try {
      const found = await importIfInstalled(name, load)
      if (found === undefined) lines.push(`${name} is not here; npm install ${name}`)
    } catch (error) {
      lines.push(`${name} does not load: ${(error as Error).message}`)
    }
  }
  return lines
}
