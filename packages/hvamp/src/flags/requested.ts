import type { Command } from 'commander'
import type { Requested } from '../settings/requested'

/** The options of a command, and which of them the user gave. */
export function requestedOf<Values>(command: Command): Requested<Values> {
  return {
    values: command.opts() as Values,
    isExplicit: (name) => command.getOptionValueSource(name) === 'cli',
  }
}
