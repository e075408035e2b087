import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addLikingOptions, addReadingOptions } from '../flags/data'
import { addDestinationOptions, destinationHelp, spreadsheetOption, writtenHelp } from '../flags/destination'
import { numberOption } from '../flags/numbers'
import { idOption } from '../flags/repeatable'
import { requestedOf } from '../flags/requested'
import { addRuleOptions, rulesHelp } from '../flags/rules'
import { addShardOptions, shardHelp } from '../flags/shard'
import { unknownOption } from '../flags/unknown'

const help = `
Users need not have taken part in training. Items of a history are not recommended, unless
--seen keep says so. A file is read as the run was trained, with its columns, its times and its
threshold, or as it looks where it lacks those columns: items rated below --at-least are left out in
the same way, and are no part of what the user likes. A database gets the query of the training,
without another one.

Examples:
  hvamp recommend runs/ratings-hvamp --items 318,527,2571 --top 5
  hvamp recommend runs/ratings-hvamp --history customers.csv --out recommendations.csv
  hvamp recommend runs/ratings-hvamp --history customers.csv --user 42 --top 5
  hvamp recommend runs/ratings-hvamp --history customers.csv --json
  hvamp recommend runs/shop-hvamp --history sqlite:shop.sqlite --to sqlite:shop.sqlite --into recommendations
  hvamp recommend runs/shop-hvamp --shard 17/400 --history 'orders/*.parquet' --out lists

${rulesHelp}
Lists are as long as --top wherever enough items are allowed. Users with no known item get popular items, as do those of --user
whom the histories do not have: the basis of a list says so, history, popular or trending. A score ranks the items of one
history: autoencoders give log-probabilities up to a constant of each history, neighbours and SLIM sums of evidence, popularity
numbers of users, other models amounts without a unit.

Writes a table to stdout, or with --json one line for each user: {"user":…,"basis":"history","items":[{"item":…,"score":…},…]}.
With --out, a CSV file with the columns userId, rank, itemId, score and basis instead, and the title of the item behind its id
where --item-table has titles. The basis is that of the row: popular
items may fill a list that the history begins. With --explain each item has the three of the history that contribute most to
its score.
${destinationHelp}${writtenHelp}
${shardHelp}`

/** `hvamp recommend`. */
export function addRecommend(program: Command): void {
  const command = program
    .command('recommend')
    .summary('recommend items for histories')
    .description('Recommends items for the users of a file, or for one history given as ids.')
    .argument('<model>', 'folder of a run or a model')
    .addOption(
      new Option(
        '--history <data>',
        'what users have: a file in any format that train reads, a pattern of files in quotes, or the address of a database',
      ).conflicts('items'),
    )
    .addOption(idOption('--user <id>', 'of --history: this user alone; can be repeated').conflicts('items'))
    .option('--items <ids>', "one user's items, separated by commas, or @ and a file with one a line")
    .addOption(
      idOption('--item <id>', 'one more of them, which may have commas; can be repeated').conflicts(
        'history',
      ),
    )
    .addOption(numberOption('--top <count>', 'items for each user', z.int().min(1)).default(10))
    .addOption(
      new Option('--seen <choice>', 'what users have already: leave out, or keep')
        .choices(['exclude', 'keep'])
        .default('exclude'),
    )
    .addOption(
      new Option('--fallback <counts>', 'for those without a known item: popular in all, or trending')
        .choices(['popular', 'trending'])
        .default('popular'),
    )
    .option('--explain', 'say which items of the history speak for each')
    .addOption(unknownOption())
    .addOption(spreadsheetOption())
    .option('--json', 'JSON lines on stdout, nothing else')
  addDestinationOptions(command, 'CSV file to write; with --shard, the folder of the parts')
  addShardOptions(command)
  addRuleOptions(command)
  addReadingOptions(command)
  addLikingOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(async (model: string, _: unknown, command: Command) => {
    const { recommendAction } = await import('../actions/recommend')
    return recommendAction(model, requestedOf(command))
  })
}
