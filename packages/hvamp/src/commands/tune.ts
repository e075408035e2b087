import { type Command, Option } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addDataOptions } from '../flags/data'
import { risingOption } from '../flags/lists'
import { addModelOptions } from '../flags/model'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { collectingOption } from '../flags/repeatable'
import { requestedOf } from '../flags/requested'
import { addRunningOptions, minutesOption } from '../flags/running'
import { addSplitOptions } from '../flags/split'
import { addTrainingOptions } from '../flags/training'
import { modelSpaces } from '../tuning/model-spaces'
import { defaultTogether, searchMethods } from '../tuning/search-method'
import { spaceText } from '../tuning/search-space'

const help = `
Every trial is a run of 'hvamp train' in a process of its own: evaluate, recommend and the others work on it, and on the folder of
the tuning, unless trials have several runs (--folds). The one with the best validation is chosen; of it alone the test metrics
are shown.

  --grid hidden=300,600         these values; every combination of all grids is tried, or --trials of them, drawn by chance
  --grid gated=true,false       of options that are there or not
  --random beta=0.1..1          drawn from the range
  --random l2=log:10..1000      drawn so that its logarithm is uniform
Names are those of the options of models and of training (and seed). All other options go to every trial.

  --search tpe --trials 30      the first trials are drawn by chance, a quarter of all and at most 10; then the results of earlier
                                trials choose the next ones, by a tree-structured Parzen estimator
  --halving                     all trials pause after --rungs of epochs; the best 1/--eta by validation continue from their
                                checkpoints, and those of the last rung are trained to the end and measured
tpe chooses --together 4 trials at a time, and the next ones when all of these are over. So the same seed tries the same trials,
with any --parallel and any speed; with another --together it tries different ones. With --halving it learns from the first rung. A
trial that failed counts as the worst. --halving takes models with a checkpoint and a validation of each epoch; ease, item-knn, wmf
and the like are refused.

Without --grid and --random:
${Object.entries(modelSpaces)
  .map(([name, space]) => `    ${name.padEnd(12)}${spaceText(space) || 'one trial'}`)
  .join('\n')}

Examples:
  hvamp tune ratings.csv --model ease --out tuned/ease
  hvamp tune ratings.csv --model mult-vae --out tuned/mult-vae --trials 10 --parallel 2
  hvamp tune ratings.csv --out tuned/hvamp --layers 1 --grid hidden=100,300 --random beta=log:0.05..1 --trials 8
  hvamp tune ratings.csv --out tuned/tpe --layers 1 --random beta=log:0.05..1 --random hidden=log:50..600 \
    --search tpe --trials 27 --halving
  hvamp tune --resume tuned/hvamp
  hvamp tune ratings.csv --model mult-vae --out tuned/mult-vae --queue redis://10.0.0.7

With --folds and no --fold every trial is trained on every fold; its validation is the mean of theirs. All users then have a
part in the choice, so the test metrics of the chosen trial are a little too good. No such run has all users: recommend and the others
work on what 'hvamp train ratings.csv --refit tuned/mult-vae --out best' makes of the chosen options.

Ctrl-C stops the trials with their checkpoints written, and exits with 130. The same command again, or --resume, continues: what is
finished is kept, also after a crash or a power cut. A failed trial is recorded with its reason, and the rest continue.


With --queue the trials are jobs for the workers of a queue: 'hvamp worker', on any number of machines. Ctrl-C then leaves the jobs in
the queue, where workers go on with them; the same command follows them again, and --cancel takes them out.
With --store the runs of workers without this folder come through object storage, see 'hvamp worker --help'.

Writes a folder:
  tune.json          what is tried, and the chosen trial
  leaderboard.csv    every trial, the best first; with --halving paused ones below, and the rung that each came to
  trials/            a run folder each, or one of a series with the runs of all folds`

/** `hvamp tune`. */
export function addTune(program: Command): void {
  const command = program
    .command('tune')
    .summary('find good options of a model by trying some')
    .description('Trains a model with different options and chooses the best by validation.')
    .argument('[data]', "file of ratings, address of a database, or a folder that 'hvamp split' wrote")
    .optionsGroup('The search:')
    .addOption(pathOption('--out <folder>', 'folder to write, or to resume in with the same options'))
    .addOption(
      pathOption(
        '--resume <folder>',
        'resume a tuning with its own options; data say where they are now, if not where they were',
      ).conflicts('out'),
    )
    .addOption(
      collectingOption(
        '--grid <option=values>',
        'values to try, separated by commas; can be repeated',
      ).default([]),
    )
    .addOption(collectingOption('--random <option=range>', 'range to draw from; can be repeated').default([]))
    .addOption(
      numberOption(
        '--trials <count>',
        'chosen from the space (default: all of it)',
        z.int().min(1).max(10_000),
      ),
    )
    .addOption(
      new Option(
        '--search <method>',
        'how trials are chosen from the space (default: random with --trials, else grid)',
      ).choices(searchMethods),
    )
    .addOption(
      numberOption(
        '--together <count>',
        `trials that tpe chooses, and that run, at a time (default: ${defaultTogether})`,
        z.int().min(1),
      ),
    )
    .option('--halving', 'train all trials for a few epochs, and only the best to the end')
    .addOption(
      risingOption(
        '--rungs <epochs>',
        'epochs after which trials pause to be compared, separated by commas (default: 1/eta² and 1/eta of --epochs)',
      ),
    )
    .addOption(
      numberOption(
        '--eta <factor>',
        'of the trials of a rung, the best 1/eta continue (default: 3)',
        z.number().gt(1),
      ),
    )
    .addOption(minutesOption('--trial-minutes <time>', 'a trial that takes longer is stopped and has failed'))
  addRunningOptions(command)
  addModelOptions(command)
  addTrainingOptions(command)
  addDataOptions(command)
  addSplitOptions(command)
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (path: string | undefined, _: unknown, command: Command) => {
      const { tuneAction } = await import('../actions/tune')
      return tuneAction(path, requestedOf(command))
    })
}
