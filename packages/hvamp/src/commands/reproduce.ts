import { Argument, type Command } from 'commander'
import { z } from 'zod'
import { experiments } from '../experiments/experiments'
import { addBackendOptions } from '../flags/backend'
import { addDataOptions } from '../flags/data'
import { listFrom, seedsOption } from '../flags/lists'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'
import { addRunningOptions, minutesOption } from '../flags/running'
import { addSplitOptions } from '../flags/split'
import { publishedTables } from '../reproduction/published-tables'

const names = [...publishedTables, ...experiments].map(({ name }) => name)

const help = `
Of a published table every row is a run of 'hvamp train' in a process of its own, with the paper's protocol: the published split, batches of 200 users,
400 epochs at most, 100 of them warm-up, then 50 without a better validation. RecVAE and the baselines have their own.

Tables, their data and their rows:
${publishedTables.map(({ name, title, rows }) => `    ${name.padEnd(7)}${title}\n           ${rows.map((row) => row.name).join(', ')}`).join('\n')}

Tables of our own try options of every system on the validation users, as many trials of each, on the first fold where there
are folds. They print and record what is chosen, in choices.json, and only then look at the test users. Batches, epochs and
patience are those of the table, as config.json of each run has them.
${experiments.map(({ name, title, systems, blends }) => `    ${name.padEnd(18)}${title}\n${wrapped([...systems, ...blends].map((row) => row.name).join(', '))}`).join('\n')}

Rows with -x- are blends of the other rows, without training ('hvamp blend'): of the systems named, or with the one or two best opponents
by validation that are measured. Their weights are chosen as options are; they are made where the rows that they need are measured.

Of these, ${experiments.flatMap(({ name, dataSet }) => (dataSet === undefined ? [name] : [])).join(', ')} read and divide --data as 'hvamp train' does, with the same options, or take
a folder that 'hvamp split' wrote. The number of users that they hold out is that of the table, of own-data that of train, unless
--held-out, --held-out-share or --folds is given; every fold of --folds is tested. Of the options about data, tables of a data set by
name take --held-out, --folds and --data-folder, and published tables --data-folder and, with --partial, --held-out.

Examples:
  hvamp reproduce ml-1m --out reproduced/ml-1m
  hvamp reproduce 4-2 --data ml-20m.zip --out reproduced/4-2 --parallel 2
  hvamp reproduce amazon-book --data interactions.txt --out tables/amazon-book --rows popularity,item-knn
  hvamp reproduce own-data --data orders.csv --user-column customer --item-column sku --implicit --held-out 500 --trials 2 --out tables/mine
  hvamp reproduce 4-2 --data ml-20m.zip --out reproduced/4-2 --queue postgres://hvamp@db.example.com/hvamp
  hvamp reproduce 4-4 --data pinterest --out reproduced/4-4 --rows mult-vae,hvamp-gated --budget 0.1

Ctrl-C stops the runs with their checkpoints written, and exits with 130. The same command again resumes: finished runs are
kept, also after a crash or a power cut. Rows can be added later. A failed row is recorded, and the rest continue.

With --queue the runs are jobs for the workers of a queue: 'hvamp worker', on any number of machines. Ctrl-C then leaves the jobs in
the queue, where workers go on with them; the same command follows them again, and --cancel takes them out.
With --store the runs of workers without this folder come through object storage, see 'hvamp worker --help'.

Writes a folder:
  report.md, report.json   ours beside the published numbers, and what was not as published
  runs/                    a run folder for each row and seed; of our own tables in <row>/trials and <row>/runs
A table of our own can be filled row by row: report.md says what is missing, and compares the rows that are there.`

/** Names in lines of at most 110 characters. */
function wrapped(text: string): string {
  return text
    .match(/.{1,98}(?:, |$)/g)!
    .map((line) => `           ${line.trim()}`)
    .join('\n')
}

/** `hvamp reproduce`. */
export function addReproduce(program: Command): void {
  const command = program
    .command('reproduce')
    .summary('make a published table again, or one of our own')
    .description(
      'Trains what a published table has, and prints ours beside the published numbers; or compares systems on other data.',
    )
    .addArgument(new Argument('<table>', 'of the paper, or of our own').choices(names))
    .optionsGroup('The table:')
    .addOption(pathOption('--out <folder>', 'folder to write, or to resume in').makeOptionMandatory())
    .option(
      '--data <path>',
      "data of your own, as 'hvamp train' takes them; of a table of a data set by name the same as --data-folder",
    )
    .option('--rows <names>', 'only these, separated by commas (default: all)', listFrom)
    .addOption(seedsOption('a run for each, in all rows, separated by commas'))
    .addOption(
      numberOption('--trials <count>', 'of each system of a table of our own', z.int().min(1).max(1000)),
    )
    .addOption(
      numberOption(
        '--budget <share>',
        'of epochs, warm-up and patience, which every output is marked with',
        z.number().gt(0).max(1),
      ).default(1),
    )
    .option('--partial', 'accept data that differ from the published ones; every output says so')
    .addOption(minutesOption('--run-minutes <time>', 'a run that takes longer is stopped and has failed'))
  addRunningOptions(command)
  addDataOptions(command)
  addSplitOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(async (name: string, _: unknown, command: Command) => {
    const { reproduceAction } = await import('../actions/reproduce')
    return reproduceAction(name, requestedOf(command))
  })
}
