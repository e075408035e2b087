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
    .addOption(storeOption('through which runs come from workers without this folder'))
    .addOption(new Option('--cancel', 'take them out of the queue, and let workers that have one stop'))
    .option('--retry', 'also what failed before')
    .option('--json', 'JSON lines on stdout, nothing else')
    .hook('preAction', (_, action) => {
      const { queue, ...others } = action.opts<{ queue?: string; cancel?: boolean; store?: string }>()
      for (const option of ['cancel', 'store'] as const) {
        if (queue !== undefined || others[option] === undefined) continue
        throw badInput(`--${option}: must come with --queue, got it alone`)
      }
    })
}

/** @param use completes its description */
export function storeOption(use: string): Option {
  return new Option('--store <address>', `object storage, s3://bucket/folder, ${use}`)
}

/** An option for a time limit. */
export function minutesOption(flags: string, description: string): Option {
  return numberOption(flags, description, z.number().gt(0))
}
