import type { Interactions } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { type Recommendation, recommend } from '@hvamp/models'
import { type Command, Option } from 'commander'
import { addBackendOptions, type BackendSettings } from '../backend-options'
import { badInput, checkingInput } from '../exit'
import { historyOf, knownHistories, type Unknown, unknownOption } from '../histories'
import { openModel } from '../load-model'
import { integerOption } from '../number-options'
import { type Output, output } from '../output'
import { startBackend } from '../start-backend'
import { table } from '../table'
import { csv, writeWhole } from '../write-file'

const help = `
Anyone can be recommended to: the users need not be those of training. Items of a history are never recommended.

Examples:
  hvamp recommend runs/ratings-hvamp --items 318,527,2571 --top 5
  hvamp recommend runs/ratings-hvamp --history customers.csv --out recommendations.csv
  hvamp recommend runs/ratings-hvamp --history customers.csv --json

Writes a table to stdout, or with --json one line for each user: {"user":…,"items":[{"item":…,"score":…},…]}.
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
    .addOption(integerOption('--top <count>', 'items for each user', { least: 1 }).default(10))
    .addOption(unknownOption())
    .option('--out <file>', 'CSV file to write')
    .option('--json', 'JSON lines on stdout, nothing else')
  addBackendOptions(command)
  command.addHelpText('after', help).action(run)
}

interface Flags extends BackendSettings {
  history?: string
  items?: string
  top: number
  unknown: Unknown
  out?: string
  json?: boolean
}

async function run(path: string, flags: Flags): Promise<void> {
  const out = output(flags)
  const where = flags.history ?? '--items'
  const given = await historiesOf(flags)
  await startBackend(flags)
  const model = await openModel(path)
  const histories = knownHistories(given, model.itemIds, { unknown: flags.unknown, where, out })
  const lists = await recommend(model, histories, { count: flags.top })
  if (flags.out !== undefined) {
    await writeWhole(flags.out, csv(['userId', 'rank', 'itemId', 'score'], rowsOf(histories.userIds, lists)))
    out.note(`written to ${flags.out}`)
  } else show(histories.userIds, lists, out)
}

async function historiesOf({ history, items }: Flags): Promise<Interactions> {
  if (history !== undefined) return checkingInput(() => readRatings(history))
  if (items !== undefined) return historyOf(items)
  throw badInput('recommend: must have --history or --items, got neither')
}

function show(users: readonly string[], lists: readonly Recommendation[][], out: Output): void {
  if (out.json) {
    for (const [user, items] of lists.entries()) out.emit({ user: users[user], items })
    return
  }
  const rows = [...rowsOf(users, lists)].map(([user, rank, item, score]) => [
    String(user),
    String(rank),
    String(item),
    Number(score).toFixed(3),
  ])
  out.print(table(['user', 'rank', 'item', 'score'], rows))
}

function* rowsOf(
  users: readonly string[],
  lists: readonly Recommendation[][],
): Generator<[string, number, string, number]> {
  for (const [user, list] of lists.entries()) {
    for (const [i, { item, score }] of list.entries()) yield [users[user]!, i + 1, item, score]
  }
}
