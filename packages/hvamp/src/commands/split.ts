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
  hvamp split train.csv --test test.csv --validation valid.csv --out given
  hvamp split train.csv --validation-fold-in va_tr.csv --validation va_te.csv --test-fold-in te_tr.csv --test te_te.csv --out by-users
  hvamp train split --model mult-vae

With --test the data are divided already: users are trained on by the rows of the first file and tested on those of the
second one (weak generalization). A row in both is an error. With --test-fold-in and --validation-fold-in other users are
tested than those trained on (strong generalization).

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
    .addOption(
      pathOption(
        '--test <file>',
        'rows held out for test, of a split made elsewhere: the data are to train on',
      ),
    )
    .addOption(
      pathOption(
        '--validation <file>',
        'with --test: rows held out for validation (default: a share of those to train on, by --fold-in)',
      ),
    )
    .addOption(
      pathOption(
        '--test-fold-in <file>',
        'with --test: rows of users outside training that the model sees, whose rows in --test are to be found (strong)',
      ),
    )
    .addOption(
      pathOption('--validation-fold-in <file>', 'with --test-fold-in: the same of users for validation'),
    )
    .option(
      '--test-user-column <name>',
      'column of users in --test, and in --validation if it lacks those of the first file (default: as in the first file, or a known name)',
    )
    .option('--test-item-column <name>', 'column of items there')
    .option('--test-rating-column <name>', 'column of ratings there')
    .option('--test-time-column <name>', 'column of times there')
    .addOption(new Option('--write-as <format>', 'of the parts').choices(partsFormats).default('csv'))
    .option('--json', 'one JSON line on stdout, nothing else')
  addDataOptions(command)
  addSplitOptions(command)
  command.addHelpText('after', help).action(async (path: string, _: unknown, command: Command) => {
    const { splitAction } = await import('../actions/split')
    return splitAction(path, requestedOf(command))
  })
}
