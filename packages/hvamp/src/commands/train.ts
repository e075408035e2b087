import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addDataOptions } from '../flags/data'
import { seedsOption } from '../flags/lists'
import { addModelOptions, optionsOfModels } from '../flags/model'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'
import { addRunningOptions } from '../flags/running'
import { addSplitOptions } from '../flags/split'
import { addTrainingOptions } from '../flags/training'
import { metricsAsNamed } from '../settings/metric-names'
import { splitSettings } from '../settings/split'
import { untilFrom } from '../settings/until'

const help = `
Trains on most users, chooses the best epoch on some that are held out, and measures on others, beside popularity.

Examples:
  hvamp train ratings.csv --model ease
  hvamp train ratings.csv --model ease --l2 200 --out runs/ease-200
  hvamp train ratings.csv --model mult-vae --out runs/mult-vae
  hvamp train ratings.csv
  hvamp train ml-1m --model mult-vae
  hvamp train clicks.tsv.gz --implicit --held-out 500
  hvamp train ml-1m --model ease --folds 10 --out runs/ease-folds
  hvamp train ratings.csv --model mult-vae --folds 5 --seeds 1,2,3 --parallel 2
  hvamp train 'postgres://shop@localhost/shop' --query 'SELECT customer, product FROM orders WHERE customer IS NOT NULL'
  hvamp train sqlite:shop.sqlite --table orders
  hvamp train --resume runs/mult-vae
  hvamp train orders.csv --model mult-vae --held-out-share 0.1 --latest
  hvamp train orders.csv --from runs/latest --epochs 5 --fail-below runs/latest --latest
  hvamp train orders.csv --refit runs/latest --latest runs/served

With --folds and no --fold, or with --seeds, every fold is trained with every seed, each in a process of its own, and the folder
has a run for each in runs/, and series.json with the means over all users. Every user is then tested once by each seed.
'hvamp compare' and 'hvamp report' take such a folder as one system. The same command or --resume continues a stopped one.

Databases: postgres://user@host/name, mysql://…, mariadb://…, sqlite:FILE and duckdb:FILE, read in a transaction that only reads. A
password is best in PGPASSWORD, ~/.pgpass or MYSQL_PWD; one in the address is kept in no file and shown nowhere.

Models and the options that apply to each; any other option is refused:
${optionsOfModels()}

The defaults of autoencoders are the paper's, for millions of ratings. With a tenth of that, or little time, begin with
  --hidden 200 --latent 64 --pseudo-inputs 100 --batch 50 --learning-rate 0.001 --beta 0.2
  --warm-up 20 --epochs 100 --patience 10
and look at the validation. If it falls while the loss still does, the model is too large, or --dropout, --beta and
--weight-decay are too small; if it still rises at the end, the epochs are too few.

Writes a run folder:
  config.json    every option, versions, backend, checksum of the data
  history.csv    loss, KL, β and validation of every epoch, for models that have epochs
  metrics.json   validation, and test metrics with standard errors; per-user.csv has those of each user,
                 in rows of the model and rows of popularity
  data.json      what the training data look like; latent.json where test users lie in the latents
  model/         for 'hvamp recommend' and 'hvamp evaluate'
With --fail-below, a model that is worse than popularity, or than a run on the same test users, by more than two standard errors
of the difference ends the command with exit code 3. Its run stays to be looked at, and the link of --latest where it is.
Ctrl-C writes a checkpoint there and exits with 130; --resume continues with bit-identical results. Models that are not trained
in batches have no checkpoint: --resume fits them again.`

/** `hvamp train`. */
export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .summary('train a model on a file of ratings or clicks')
    .description('Trains a model on a file of ratings or clicks.')
    .argument(
      '[data]',
      "file of ratings, - for the standard input, address of a database, name of a data set, or a folder that 'hvamp split' or 'hvamp prepare' wrote",
    )
    .optionsGroup('The run:')
    .addOption(pathOption('--out <folder>', 'folder of the run (default: runs/<data>-<model>)'))
    .addOption(
      pathOption(
        '--resume <folder>',
        'resume a stopped run with its own options; data say where they are now, if not where they were',
      ).conflicts('out'),
    )
    .addOption(
      pathOption(
        '--refit <run>',
        'train on everybody, nobody held out: the model, options and best epoch of a run, a series (the median of its best epochs), or the chosen trial of a tuning',
      ).conflicts(['resume', 'failBelow', 'failMetric', ...Object.keys(splitSettings)]),
    )
    .addOption(
      pathOption(
        '--from <run>',
        'start from the weights of an earlier run, by the ids of the items; its options hold where no others are given',
      ).conflicts('resume'),
    )
    .addOption(
      new Option('--vanished <choice>', 'items that only the run of --from has: drop, or keep')
        .choices(['drop', 'keep'])
        .default('drop'),
    )
    .addOption(
      new Option(
        '--fail-below <reference>',
        'end with exit code 3 if the test says that the model is worse, by more than chance, than popularity or a run',
      ),
    )
    .option(
      '--fail-metric <name>',
      'by which that is judged (default: the first of --metrics)',
      metricsAsNamed,
    )
    .addOption(
      pathOption(
        '--latest [link]',
        'then let a link lead to the run, in one step (default: latest, beside the run)',
      ),
    )
    .addOption(
      numberOption(
        '--kept-share <share>',
        'of the items, training users and interactions of the run that the link leads to before; with fewer in the data it stays, and the exit code is 3',
        z.number().min(0).max(1),
      ).default(0.5),
    )
    .addOption(
      numberOption('--checkpoint-seconds <time>', 'time between checkpoints', z.number().min(0)).default(60),
    )
    .addOption(
      new Option(
        '--until <point>',
        'validation: stop before any test user is looked at; a number: pause after this epoch; --resume then continues',
      )
        .argParser(untilFrom)
        .default('test'),
    )
    .addOption(new Option('--data-sha256 <sum>', 'refuse data that have another SHA-256'))
    .addOption(
      seedsOption('a run for each seed, separated by commas, and one summary of all').conflicts('seed'),
    )
  addRunningOptions(command)
  addModelOptions(command)
  addTrainingOptions(command)
  addDataOptions(command)
  addSplitOptions(command)
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (path: string | undefined, _: unknown, command: Command) => {
      const { trainAction } = await import('../actions/train')
      return trainAction(path, requestedOf(command))
    })
}
