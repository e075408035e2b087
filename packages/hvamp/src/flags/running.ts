import type { Command, Option } from 'commander'
import { z } from 'zod'
import { numberOption } from './numbers'

/** Adds the options that say how a queue of runs is run. */
export function addQueueOptions(command: Command): Command {
  return command
    .addOption(numberOption('--parallel <count>', 'processes at a time', z.int().min(1)).default(1))
    .option('--retry', 'also what failed before')
    .option('--json', 'JSON lines on stdout, nothing else')
}

/** An option for a time limit. */
export function minutesOption(flags: string, description: string): Option {
  return numberOption(flags, description, z.number().gt(0))
}
