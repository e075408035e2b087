import type { Command } from 'commander'
import type { run } from '../actions/split'
import { addDataOptions } from '../data-options'
import { splitFiles } from '../split-folder'
import { addSplitOptions } from '../split-options'

const help = `
Nobody held out is trained on. Items are those of training users; a held-out user's other items are dropped.

Examples:
  hvamp split ratings.csv --out split
  hvamp split ml-20m/ratings.csv --held-out 10000 --out ml-20m-split
  hvamp train split --model mult-vae

Writes a folder with ${Object.values(splitFiles).join(', ')}
(columns userId and itemId), and split.json: options, and the checksum of the file.`

/** `hvamp split`. */
export function addSplit(program: Command): void {
  const command = program
    .command('split')
    .summary('divide users into training, validation and test')
    .description('Divides the users of a file into training, validation and test, and writes the parts.')
    .argument('<data>', 'file of ratings, gzip or not, or name of a data set')
    .requiredOption('--out <folder>', 'new folder to write')
    .option('--json', 'one JSON line on stdout, nothing else')
  addDataOptions(command)
  addSplitOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof run>) => (await import('../actions/split')).run(...given))
}
