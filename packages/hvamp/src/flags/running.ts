import { type Command, Option } from 'commander'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { numberOption } from './numbers'

/** Adds the options that say how planned runs are made. */
export function addRunningOptions(command: Command): Command {
  return command
    .addOption(numberOption('--parallel <count>', 'processes at a time', z.int().min(1)).default(1))
    .addOption(
      new Option(
        '--queue <address>',
        "let the workers of a queue make them, on any machine: redis://… or postgres://…, see 'hvamp worker --help'",
      ).conflicts('parallel'),
    )
    .addOption(new Option('--cancel', 'take them out of the queue, and let workers that have one stop'))
    .option('--retry', 'also what failed before')
    .option('--json', 'JSON lines on stdout, nothing else')
    .hook('preAction', (_, action) => {
      const { queue, cancel } = action.opts<{ queue?: string; cancel?: boolean }>()
      if (cancel && queue === undefined) throw badInput('--cancel: must come with --queue, got it alone')
    })
}

/** An option for a time limit. */
export function minutesOption(flags: string, description: string): Option {
  return numberOption(flags, description, z.number().gt(0))
}
