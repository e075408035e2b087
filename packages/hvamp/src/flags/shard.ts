import { type Command, Option } from 'commander'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { divisions, type PartFormat, partFormats, shardDefaults } from '../settings/shard'
import { numberOption } from './numbers'
import { requestedOf } from './requested'

/** What the options below have in common, for the end of a command's help. */
export const shardHelp = `
With --shard 17/400 the command works for shard 17, from 0, of 400, and writes part-00017 into the folder --out, whole or not at
all. A part that is there is left as it is, and a killed command resumes where it was. With auto in place of 17, the number is
JOB_COMPLETION_INDEX (an Indexed Job of Kubernetes) or SLURM_ARRAY_TASK_ID; with auto alone, the count is JOB_COMPLETIONS or
SLURM_ARRAY_TASK_COUNT. 'hvamp merge' checks that all parts are there, and publishes them. With --json, stdout gets events, the
last of which names the part.`

/** @throws bad input if an option says how a shard is made, and there is none */
function requireShard(command: Command): void {
  if (command.opts<{ shard?: string }>().shard !== undefined) return
  const alone = (['shardBy', 'partFormat', 'rowsAtOnce'] as const).find(requestedOf(command).isExplicit)
  if (alone !== undefined) throw badInput(`${optionName(alone)}: must come with --shard, got it alone`)
}

/** Adds the options of a command that works on one shard of the users. @param formats of the parts, the default first */
export function addShardOptions(command: Command, formats: readonly PartFormat[] = partFormats): Command {
  command
    .optionsGroup('On many machines:')
    .addOption(
      new Option('--shard <which>', 'only one shard of the users: 17/400, auto/400 or auto').conflicts([
        ...['to', 'into', 'replace', 'force', 'atLeastRows', 'user', 'items', 'item'],
      ]),
    )
    .addOption(
      new Option(
        '--shard-by <what>',
        'users: by their ids, wherever their rows are; files: every file has all rows of its users',
      )
        .choices(divisions)
        .default(shardDefaults.shardBy),
    )
  if (formats.length > 1) {
    command.addOption(
      new Option('--part-format <name>', 'format of the parts').choices(formats).default(formats[0]),
    )
  }
  command.hook('preAction', (_, action) => requireShard(action))
  return command.addOption(
    numberOption(
      '--rows-at-once <count>',
      'rows of histories in memory at a time: fewer take less memory, and more passes over the files',
      z.int().min(1),
    ).default(shardDefaults.rowsAtOnce),
  )
}
