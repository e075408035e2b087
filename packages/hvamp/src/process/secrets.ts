import { createHash } from 'node:crypto'
import { isDatabaseAddress, withoutSecrets } from '@hvamp/databases'
import { isQueueAddress, queueAddress } from '@hvamp/queue'
import { badInput } from './bad-input'

/** Options may have their value in the same argument. */
const argument = /^(--[a-z-]+=)?(.*)$/s

/**
 * Takes passwords out of arguments that are addresses of databases or queues, so that no message and no file gets them. They go into
 * variables of this process' environment, from where the processes that it begins have them too.
 *
 * @throws bad input if an address is none
 */
export function hideSecrets(args: readonly string[]): string[] {
  return args.map((text) => {
    const [, option = '', address = ''] = argument.exec(text)!
    if (!isDatabaseAddress(address) && !isQueueAddress(address)) return text
    const shown = shownAddress(address)
    if (shown !== address) process.env[variableOf(shown)] = address
    return option + shown
  })
}

/** The address with the password that it was given with, if it was. */
export function withSecrets(address: string): string {
  return process.env[variableOf(address)] ?? address
}

function shownAddress(address: string): string {
  try {
    return isQueueAddress(address) ? queueAddress(address).shown : withoutSecrets(address)
  } catch (cause) {
    throw badInput((cause as Error).message, cause)
  }
}

function variableOf(shown: string): string {
  return `HVAMP_ADDRESS_${createHash('sha256').update(shown).digest('hex').slice(0, 16)}`
}
