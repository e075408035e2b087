import type { Command } from 'commander'
import { z } from 'zod'
import { addDataOptions } from '../flags/data'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'
import { addSplitOptions } from '../flags/split'

const help = `
Reads what 'hvamp train' reads, keeps and holds out the same users and items, and writes them so that training reads a block of users
at a time. Ids of users and items are in memory, and about a 256th of the interactions. Beside --out lie temporary files meanwhile,
of 32 to 40 bytes for each row.

Examples:
  hvamp prepare 'orders/*.parquet' --implicit --out prepared
  hvamp prepare ratings.csv --min-item 10 --until-stable --held-out-share 0.01 --out prepared
  hvamp prepare duckdb:shop.duckdb --query 'SELECT customer, product FROM orders' --implicit --out prepared
  hvamp train prepared --model mult-vae

Training users are shuffled by block and within it. If one block holds all, a run has the bits of one on the file itself.
Models without batches need all users at once, and refuse such a folder: popularity does not.
Ctrl-C leaves nothing behind, and exits with 130; the same command begins again.

Writes a folder, whole or not at all:
  train/                  blocks of training users, blocks.json and items.json
  validation-…, test-…    fold-in and held-out items of validation and test users
  prepared.json           options, how the data were read, and their checksum`

/** Options that prepare refuses: it reads no times, no data set by name, and holds out users alone. */
const unfit = [
  ...['--time-column', '--date-order', '--data-folder'],
  ...['--split', '--choose', '--validation-from', '--test-from'],
]

/** `hvamp prepare`. */
export function addPrepare(program: Command): void {
  const command = program
    .command('prepare')
    .summary('prepare data that are larger than memory')
    .description(
      'Writes data that are larger than memory so that hvamp train reads a block of users at a time.',
    )
    .argument(
      '<data>',
      'file of ratings, pattern of files, gzip or not, - for the standard input, or address of a database',
    )
    .addOption(pathOption('--out <folder>', 'new folder to write').makeOptionMandatory())
    .addOption(
      numberOption(
        '--block-interactions <count>',
        'interactions in a block, about (default: 4194304); no block has less than a 256th of the users',
        z.int().min(1),
      ),
    )
    .option('--json', 'JSON lines on stdout, nothing else')
  addDataOptions(command)
  addSplitOptions(command)
  for (const option of command.options) if (unfit.includes(option.long!)) option.hideHelp()
  command.addHelpText('after', help).action(async (path: string, _: unknown, command: Command) => {
    const { prepareAction } = await import('../actions/prepare')
    return prepareAction(path, requestedOf(command))
  })
}
