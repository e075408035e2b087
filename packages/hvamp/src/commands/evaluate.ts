import { divideHistories, type HeldOutUsers } from '@hvamp/data'
import type { Recommender } from '@hvamp/models'
import { type Command, Option } from 'commander'
import { addBackendOptions, type BackendSettings } from '../backend-options'
import { addDataOptions, type DataSettings } from '../data-options'
import { badInput, checkingInput } from '../exit'
import { count } from '../format'
import { givenOptions } from '../given-options'
import { knownHistories, type Unknown, unknownOption } from '../histories'
import { openModel } from '../load-model'
import { loadRatings } from '../load-ratings'
import { loadSplitOf } from '../load-split'
import { measure, metricsByModel, metricsTable } from '../measure'
import { metricsFrom } from '../metric-names'
import { integerOption, numberOption } from '../number-options'
import { type Output, output } from '../output'
import { readRun } from '../run-folder'
import { isFolder, readSplit } from '../split-folder'
import { startBackend } from '../start-backend'

const help = `
On whom it is measured:
  a folder that 'hvamp split' wrote    its test users, or those of --part validation
  a file                               everyone in it: a share of each history is held out, the rest the model sees;
                                       users that it was trained on make it look better than it is
  nothing                              the test users of the run

Examples:
  hvamp evaluate runs/ratings-hvamp
  hvamp evaluate runs/ratings-hvamp new-users.csv --metrics ndcg@10,hitRate@10
  hvamp evaluate my-model split --part validation

Writes a table to stdout, or with --json one line.`

/** `hvamp evaluate`. */
export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .summary('measure a model')
    .description('Measures how well a model ranks what is held out.')
    .argument('<model>', 'folder of a run or a model')
    .argument('[data]', "file of ratings, or a folder that 'hvamp split' wrote")
    .option('--metrics <names>', 'with their cut-offs, separated by commas', 'ndcg@100,recall@20,recall@50')
    .addOption(new Option('--part <name>', 'of a split').choices(['validation', 'test']).default('test'))
    .addOption(unknownOption())
    .option('--json', 'one JSON line on stdout, nothing else')
    .optionsGroup('How histories of a file are divided:')
    .addOption(
      numberOption('--fold-in <share>', 'share that the model sees', { above: 0, below: 1 }).default(0.8),
    )
    .addOption(integerOption('--split-seed <number>', 'seed of the division', { least: 0 }).default(98765))
  addDataOptions(command)
  addBackendOptions(command)
  command.addHelpText('after', help).action(run)
}

interface Flags extends DataSettings, BackendSettings {
  metrics: string
  part: 'validation' | 'test'
  unknown: Unknown
  foldIn: number
  splitSeed: number
  json?: boolean
}

async function run(path: string, data: string | undefined, flags: Flags, command: Command): Promise<void> {
  const out = output(flags)
  const metrics = metricsFrom(flags.metrics, '--metrics')
  await startBackend(flags)
  const model = await openModel(path)
  const users = await usersFor(model, path, data, {
    flags,
    given: new Set(givenOptions(command).keys()),
    out,
  })
  if (users.heldOut.items.length === 0) {
    throw badInput(`${data ?? path}: some user must have something held out that the model knows, got nobody`)
  }
  const measured = [await measure(model.name, model, users, metrics)]
  out.print(metricsTable(measured))
  out.print(`\nmean ± standard error over ${count(measured[0]!.evaluation.userCount)} users`)
  out.emit({ event: 'result', users: measured[0]!.evaluation.userCount, models: metricsByModel(measured) })
}

async function usersFor(
  { itemIds }: Recommender,
  path: string,
  data: string | undefined,
  { flags, given, out }: { flags: Flags; given: ReadonlySet<string>; out: Output },
): Promise<HeldOutUsers> {
  const known = { unknown: flags.unknown, where: data ?? path }
  if (data !== undefined && !(await isFolder(data))) {
    const { kept } = await loadRatings(data, flags, { isAtLeastGiven: given.has('atLeast') })
    const { foldIn, splitSeed: seed } = flags
    const histories = knownHistories(kept, itemIds, { ...known, out })
    return checkingInput(() => divideHistories(histories, { foldIn, seed }))
  }
  const { split } = data === undefined ? await loadSplitOf(path, await readRun(path)) : await readSplit(data)
  const { foldIn, heldOut } = split[flags.part]
  return {
    foldIn: knownHistories(foldIn, itemIds, { ...known, out }), // both parts have the same items
    heldOut: knownHistories(heldOut, itemIds, known),
  }
}
