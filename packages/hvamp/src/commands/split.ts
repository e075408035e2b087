import { type Command, Option } from 'commander'
import { addDataOptions } from '../flags/data'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'
import { addSplitOptions } from '../flags/split'
import { partsFormats, splitFiles } from '../inputs/split-files'

const help = `
With --split strong, nobody held out is trained on. With weak, leave-one-out and given everyone is, but for what is held
out of their history; with time everyone who has entries before --validation-from. Items are those trained on; others are
dropped.

Examples:
  hvamp split ratings.csv --out split
  hvamp split ml-20m --out ml-20m-split
  hvamp split ratings.csv --split leave-one-out --choose latest --out latest
  hvamp split ratings.csv --split time --test-from 2015-01-01 --validation-from 2014-01-01 --out by-time
  hvamp train split --model mult-vae

Writes a folder with ${Object.values(splitFiles).join(', ')}
(columns userId and itemId; or the same as .parquet), and split.json: options, and the checksum of the file.`

/** `hvamp split`. */
export function addSplit(program: Command): void {
  const command = program
    .command('split')
    .summary('divide ratings into training, validation and test')
    .description('Divides ratings into training, validation and test, and writes the parts.')
    .argument(
      '<data>',
      'file of ratings, gzip or not, - for the standard input, address of a database, or name of a data set',
    )
    .addOption(pathOption('--out <folder>', 'new folder to write').makeOptionMandatory())
    .addOption(new Option('--write-as <format>', 'of the parts').choices(partsFormats).default('csv'))
    .option('--json', 'one JSON line on stdout, nothing else')
  addDataOptions(command)
  addSplitOptions(command)
  command.addHelpText('after', help).action(async (path: string, _: unknown, command: Command) => {
    const { splitAction } = await import('../actions/split')
    return splitAction(path, requestedOf(command))
  })
}
