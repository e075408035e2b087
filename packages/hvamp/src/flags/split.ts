import { type Command, Option } from 'commander'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { integerOption, numberOption } from './numbers'

const methods = ['published', 'hvamp'] as const

const protocols = ['strong', 'weak', 'leave-one-out', 'time', 'given'] as const
const choices = ['random', 'latest'] as const

/** What is held out. */
export type SplitProtocol = (typeof protocols)[number]

/** How data are divided; without `heldOut` the number of held-out users follows from that of all. */
export const splitSettings = {
  split: z.enum(protocols).default('strong'),
  heldOut: z.int().min(1).optional(),
  foldIn: z.number().gt(0).lt(1),
  choose: z.enum(choices).default('random'),
  validationFrom: z.number().optional(),
  testFrom: z.number().optional(),
  splitMethod: z.enum(methods),
  splitSeed: z.int().min(0),
}

const splitSchema = z.object(splitSettings)
export type SplitSettings = z.infer<typeof splitSchema>

/** Adds the options that say how data are divided into training, validation and test. */
export function addSplitOptions(command: Command): Command {
  return command
    .optionsGroup('How they are divided:')
    .addOption(
      new Option(
        '--split <name>',
        'hold out users (strong), a share of every history (weak), one entry of each, what came last (time), or what the publisher did (given)',
      )
        .choices(protocols)
        .default('strong'),
    )
    .addOption(
      integerOption(
        '--held-out <users>',
        'strong: users for validation, and as many for test (default: a tenth of all, at most 10000)',
        { least: 1 },
      ),
    )
    .addOption(
      numberOption(
        '--fold-in <share>',
        "strong: share of a held-out user's items that the model sees; else share trained on, half of the rest for validation",
        { above: 0, below: 1 },
      ).default(0.8),
    )
    .addOption(
      new Option('--choose <which>', "which of a user's items weak and leave-one-out hold out")
        .choices(choices)
        .default('random'),
    )
    .addOption(
      timeOption(
        '--validation-from <time>',
        'time: what came from then on is for validation, not trained on',
      ),
    )
    .addOption(timeOption('--test-from <time>', 'time: what came from then on is for test'))
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

/** An option that takes a time: a number in the unit of the file, or a day, in seconds since 1970. */
function timeOption(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.argParser((text: string) => {
    const value = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / 1000 : Number(text.trim() || Number.NaN)
    if (!Number.isFinite(value)) {
      throw badInput(`${option.long}: must be a number or a day such as 2005-09-06, got '${text}'`)
    }
    return value
  })
}
