import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addDestinationOptions, destinationHelp, spreadsheetOption, writtenHelp } from '../flags/destination'
import { numberOption } from '../flags/numbers'
import { idOption } from '../flags/repeatable'
import { requestedOf } from '../flags/requested'
import { addRuleOptions, idsOption, rulesHelp } from '../flags/rules'

const help = `
How likeness is measured, by default the first that the model has:
  vectors      the cosine of the items' vectors: autoencoders, WMF, MF
  neighbours   the greater of the weights that the model has between the two: item-kNN, SLIM
  score        what the model recommends to somebody who has the item alone: every model
${rulesHelp}

Examples:
  hvamp similar runs/ratings-hvamp --items 318 --top 5
  hvamp similar runs/ratings-hvamp --all --out similar.csv

Writes a table to stdout, or with --json one line for each item: {"item":…,"measure":…,"items":[{"item":…,"score":…},…]}.
With --out, a CSV file with the columns itemId, rank, similarId and score instead, and title where --item-table has titles.
${destinationHelp}${writtenHelp}`

/** `hvamp similar`. */
export function addSimilar(program: Command): void {
  const command = program
    .command('similar')
    .summary('list similar items')
    .description('Lists the items most like some, or like each of all.')
    .argument('<model>', 'folder of a run or a model')
    .addOption(
      idsOption('--items <ids>', 'items, separated by commas, or @ and a file with one a line').conflicts(
        'all',
      ),
    )
    .addOption(
      idOption('--item <id>', 'one more of them, which may have commas; can be repeated').conflicts('all'),
    )
    .option('--all', 'all items of the model')
    .addOption(
      new Option('--measure <name>', 'how likeness is measured').choices(['vectors', 'neighbours', 'score']),
    )
    .addOption(numberOption('--top <count>', 'similar items for each', z.int().min(1)).default(10))
    .addOption(spreadsheetOption())
    .option('--json', 'JSON lines on stdout, nothing else')
  addDestinationOptions(command, 'CSV file to write')
  addRuleOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(async (model: string, _: unknown, command: Command) => {
    const { similarAction } = await import('../actions/similar')
    return similarAction(model, requestedOf<Parameters<typeof similarAction>[1]>(command).values)
  })
}
