import { type Command, Option } from 'commander'
import { z } from 'zod'
import type { recommendAction } from '../actions/recommend'
import { addBackendOptions } from '../flags/backend'
import { numberOption } from '../flags/numbers'
import { unknownOption } from '../flags/unknown'

const help = `
Anyone can be recommended to: the users need not be those of training. Items of a history are never recommended.

Examples:
  hvamp recommend runs/ratings-hvamp --items 318,527,2571 --top 5
  hvamp recommend runs/ratings-hvamp --history customers.csv --out recommendations.csv
  hvamp recommend runs/ratings-hvamp --history customers.csv --json

Writes a table to stdout, or with --json one line for each user: {"user":…,"basis":"history","items":[{"item":…,"score":…},…]}.
With --out, a CSV file with the columns userId, rank, itemId and score instead.`

/** `hvamp recommend`. */
export function addRecommend(program: Command): void {
  const command = program
    .command('recommend')
    .summary('recommend items for histories')
    .description('Recommends items for the users of a file, or for one history given as ids.')
    .argument('<model>', 'folder of a run or a model')
    .addOption(
      new Option('--history <file>', 'what users have, in any format that train reads').conflicts('items'),
    )
    .option('--items <ids>', "one user's items, separated by commas")
    .addOption(numberOption('--top <count>', 'items for each user', z.int().min(1)).default(10))
    .addOption(unknownOption())
    .option('--out <file>', 'CSV file to write')
    .option('--json', 'JSON lines on stdout, nothing else')
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof recommendAction>) =>
      (await import('../actions/recommend')).recommendAction(...given),
    )
}
