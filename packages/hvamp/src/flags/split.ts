import { type Command, Option } from 'commander'
import { badInput } from '../process/bad-input'
import { choices, methods, protocols, splitDefaults, splitSettings } from '../settings/split'
import { numberOption } from './numbers'

/** Adds the options that say how data are divided into training, validation and test. */
export function addSplitOptions(command: Command): Command {
  return command
    .optionsGroup('How they are divided:')
    .addOption(
      new Option(
        '--split <name>',
        'hold out users (strong), a share of every history (weak), one entry of each, what came last (time), or what the publisher did (given: weak, for gowalla by name unless --split says otherwise)',
      )
        .choices(protocols)
        .default(splitDefaults.split),
    )
    .addOption(
      numberOption(
        '--held-out <users>',
        'strong: users for validation, and as many for test (default: a tenth of all, at most 10000)',
        splitSettings.heldOut,
      ),
    )
    .addOption(
      numberOption(
        '--held-out-share <share>',
        'strong: this share of the users instead, each by their id: the same users every night, also when others come',
        splitSettings.heldOutShare,
      ).conflicts('heldOut'),
    )
    .addOption(
      numberOption(
        '--folds <count>',
        'strong: divide the users into folds of one size instead: --fold is tested, the next one validates',
        splitSettings.folds,
      ),
    )
    .addOption(numberOption('--fold <number>', 'of --folds, the fold that is tested', splitSettings.fold))
    .addOption(
      numberOption(
        '--fold-in <share>',
        "strong: share of a held-out user's items that the model sees; else share trained on, half of the rest for validation",
        splitSettings.foldIn,
      ).default(splitDefaults.foldIn),
    )
    .addOption(
      new Option('--choose <which>', "which of a user's items weak and leave-one-out hold out")
        .choices(choices)
        .default(splitDefaults.choose),
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
        .default(splitDefaults.splitMethod),
    )
    .addOption(splitSeedOption('seed of the split'))
}

/** The seed of a split, or of the division of one file. */
export function splitSeedOption(description: string): Option {
  return numberOption('--split-seed <number>', description, splitSettings.splitSeed).default(
    splitDefaults.splitSeed,
  )
}

/** An option that takes a time: a number in the unit of the file, or a day, in seconds since 1970. */
function timeOption(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.argParser((text: string) => {
    const day = isoDay(text.trim())
    const value = day === undefined ? Number(text.trim() || Number.NaN) : secondsOf(day)
    if (!Number.isFinite(value)) {
      const got = `got '${text}'`
      throw badInput(
        `${option.long}: must be a number or a day such as 2005-09-06, 20050906 or 6.9.2005, ${got}`,
      )
    }
    return value
  })
}

function isoDay(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text
  const digits = /^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(text) // as times of a file are read
  if (digits) return digits.slice(1).join('-')
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  return day === undefined ? undefined : `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** NaN for a day that does not exist, such as 30 February, which would be parsed as another day. */
function secondsOf(day: string): number {
  const time = Date.parse(day)
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day) ? time / 1000 : Number.NaN
}
