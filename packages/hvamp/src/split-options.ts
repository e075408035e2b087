import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption, numberOption } from './number-options'

const methods = ['published', 'hvamp'] as const

/** How users are divided; without `heldOut` the number follows from that of the users. */
export const splitSettings = {
  heldOut: z.int().min(1).optional(),
  foldIn: z.number().gt(0).lt(1),
  splitMethod: z.enum(methods),
  splitSeed: z.int().min(0),
}

const splitSchema = z.object(splitSettings)
export type SplitSettings = z.infer<typeof splitSchema>

/** Adds the options that say how users are divided into training, validation and test. */
export function addSplitOptions(command: Command): Command {
  return command
    .optionsGroup('How users are divided:')
    .addOption(
      integerOption(
        '--held-out <users>',
        'users for validation, and as many for test (default: a tenth of all, at most 10000)',
        { least: 1 },
      ),
    )
    .addOption(
      numberOption('--fold-in <share>', "share of a held-out user's items that the model sees", {
        above: 0,
        below: 1,
      }).default(0.8),
    )
    .addOption(
      new Option(
        '--split-method <name>',
        'published draws the split of the literature again, number by number',
      )
        .choices(methods)
        .default('published'),
    )
    .addOption(integerOption('--split-seed <number>', 'seed of the split', { least: 0 }).default(98765))
}

/** The number of held-out users: the one asked for, or a tenth, at most 10,000 and at least one. */
export function heldOutUsers(asked: number | undefined, users: number): number {
  return asked ?? Math.max(1, Math.min(10_000, Math.floor(users / 10)))
}
