import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addDestinationOptions, destinationHelp, spreadsheetOption, writtenHelp } from '../flags/destination'
import { numberOption } from '../flags/numbers'
import { requestedOf } from '../flags/requested'
import { addRuleOptions, rulesHelp } from '../flags/rules'

const help = `
People without a history get the most popular items, which a model counts in its training data. It knows trending items if
the data had times (hvamp train --half-life): an interaction then counts half as much for every half-life between it and
the newest one.
${rulesHelp}

Examples:
  hvamp popular runs/ratings-hvamp --top 5
  hvamp popular runs/ratings-hvamp --only 1,2,3,4 --json

Writes a table to stdout, or with --json one line: {"basis":"popular","items":[{"item":…,"score":…},…]}. With --out, a CSV
file with the columns rank, itemId and score instead, and title where --item-table has titles. Scores are numbers of users,
times weights.
${destinationHelp}${writtenHelp}`

/** `hvamp popular`. */
export function addPopular(program: Command): void {
  const command = program
    .command('popular')
    .summary('list popular or trending items')
    .description('Lists the items that most users have, in all or of late.')
    .argument('<model>', 'folder of a run or a model')
    .addOption(
      new Option('--by <counts>', 'users in all, or of late')
        .choices(['popular', 'trending'])
        .default('popular'),
    )
    .addOption(numberOption('--top <count>', 'items', z.int().min(1)).default(10))
    .addOption(spreadsheetOption())
    .option('--json', 'one JSON line on stdout, nothing else')
  addDestinationOptions(command, 'CSV file to write')
  addRuleOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(async (model: string, _: unknown, command: Command) => {
    const { popularAction } = await import('../actions/popular')
    return popularAction(model, requestedOf<Parameters<typeof popularAction>[1]>(command).values)
  })
}
