import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { addBackendOptions } from '../backend-options'
import { addDataOptions } from '../data-options'
import { badInput } from '../exit'
import { count } from '../format'
import { givenOptions } from '../given-options'
import { metricsByModel, metricsTable } from '../measure'
import { addModelOptions } from '../model-options'
import { numberOption } from '../number-options'
import { type Output, output } from '../output'
import { removeCheckpoint, runFiles } from '../run-folder'
import { runTraining } from '../run-training'
import { addSplitOptions } from '../split-options'
import { backendTitle } from '../start-backend'
import { modelTitle } from '../titles'
import { beginJob, resumeJob, type TrainFlags, type TrainingJob } from '../training-job'
import { addTrainingOptions } from '../training-options'
import { isFile } from '../write-file'

const help = `
Trains on most users, chooses the best epoch on some that are held out, and measures on others, beside popularity.

Examples:
  hvamp train ratings.csv
  hvamp train ratings.csv --model mult-vae --out runs/mult-vae
  hvamp train clicks.tsv.gz --implicit --held-out 500
  hvamp train --resume runs/mult-vae

The defaults are the paper's, for millions of ratings. With fewer than a million, or little time, begin with
  --hidden 200 --latent 64 --pseudo-inputs 200 --warm-up 20 --epochs 100 --patience 10
and look at the validation: if it falls while the loss still does, the model is too large, or --beta too small.

Writes a run folder:
  config.json    every option, versions, backend, checksum of the data
  history.csv    loss, KL, β and validation of every epoch
  metrics.json   test metrics with standard errors; per-user.csv has those of each user
  model/         for 'hvamp recommend' and 'hvamp evaluate'
Ctrl-C writes a checkpoint there and exits with 130; --resume goes on as if nothing had been.`

/** `hvamp train`. */
export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .summary('train a model on a file of ratings or clicks')
    .description('Trains a model on a file of ratings or clicks.')
    .argument('[data]', "file of ratings, or a folder that 'hvamp split' wrote")
    .optionsGroup('The run:')
    .option('--out <folder>', 'folder of the run (default: runs/<data>-<model>)')
    .addOption(
      new Option('--resume <folder>', 'go on with a run that was stopped, with its options').conflicts('out'),
    )
    .addOption(
      numberOption('--checkpoint-seconds <time>', 'time between checkpoints', { least: 0 }).default(60),
    )
    .option('--json', 'JSON lines on stdout, nothing else')
  addModelOptions(command)
  addTrainingOptions(command)
  addDataOptions(command)
  addSplitOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(train)
}

type Flags = TrainFlags & { out?: string; resume?: string; json?: boolean; checkpointSeconds: number }

async function train(path: string | undefined, flags: Flags, command: Command): Promise<void> {
  const out = output(flags)
  const given = givenOptions(command)
  if (flags.resume !== undefined && (await isFile(join(flags.resume, runFiles.metrics)))) {
    await removeCheckpoint(flags.resume)
    out.note(`${flags.resume} is finished: see ${join(flags.resume, runFiles.metrics)}`)
    out.emit({ event: 'finished', run: flags.resume })
    return
  }
  if (flags.resume === undefined && path === undefined) {
    throw badInput(
      "train: must have a file of ratings, or --resume, got neither; 'hvamp train --help' has examples",
    )
  }
  const job =
    flags.resume === undefined
      ? await beginJob(path!, flags, given)
      : await resumeJob(flags.resume, path, given)
  describe(job, out)
  const training = await runTraining(job, out, flags)
  if (training.interrupted !== undefined) {
    out.note(`stopped; go on with: hvamp train --resume ${job.folder}`)
    out.emit({ event: 'interrupted', run: job.folder })
    process.exitCode = training.interrupted
    return
  }
  const { measured, report } = training
  out.print(`\n${metricsTable(measured)}\n`)
  out.print(
    `mean ± standard error over ${count(measured[0]!.evaluation.userCount)} test users; best epoch ${report.bestEpoch}`,
  )
  out.print(`written to ${job.folder}; recommend with: hvamp recommend ${job.folder} --items <id>,<id>`)
  out.emit({ event: 'result', run: job.folder, bestEpoch: report.bestEpoch, test: metricsByModel(measured) })
}

function describe({ folder, config, backend }: TrainingJob, out: Output): void {
  const { items, train, validation, test } = config.data
  out.note(
    [
      `${modelTitle(config.options)} on ${backendTitle(backend)}, in ${folder}`,
      `${count(train.users)} users to train on, ${count(validation.users)} for validation, ${count(test.users)} for test; ${count(items)} items, ${count(train.interactions)} interactions`,
    ].join('\n'),
  )
  out.emit({ event: 'run', run: folder, config })
}
