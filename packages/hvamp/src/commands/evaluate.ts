import { type Command, Option } from 'commander'
import { addBackendOptions } from '../flags/backend'
import { addDataOptions } from '../flags/data'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'
import { addShardOptions, shardHelp } from '../flags/shard'
import { splitSeedOption } from '../flags/split'
import { unknownOption } from '../flags/unknown'
import { measuringDefaults } from '../settings/measuring'
import { metricsAsNamed, metricsHelp } from '../settings/metric-names'
import { splitDefaults, splitSettings } from '../settings/split'

const help = `
Users to measure on:
  a folder that 'hvamp split' wrote    its test users, or those of --part validation
  a file, or a pattern in quotes       all of its users: a share of each history is held out, the model sees the rest;
                                       users from training make the model look better than it is
  nothing                              the test users of the run

Examples:
  hvamp evaluate runs/ratings-hvamp
  hvamp evaluate runs/ratings-hvamp new-users.csv --metrics ndcg@10,hitRate@10
  hvamp evaluate my-model split --part validation
  hvamp evaluate runs/ratings-hvamp --shard 3/8 'orders/*.parquet' --out measured

Writes a table to stdout, or with --json one line.
${shardHelp} Of files, --shard divides each history by the seed and the id of its user alone, so that metrics
differ from those without --shard by chance; --shard 0/1 measures the same in one process.`

/** `hvamp evaluate`. */
export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .summary('measure a model')
    .description('Measures how well a model ranks what is held out.')
    .argument('<model>', 'folder of a run or a model')
    .argument(
      '[data]',
      "file of ratings, - for the standard input, address of a database, name of a data set, or a folder that 'hvamp split' wrote",
    )
    .option(
      '--metrics <names>',
      `${metricsHelp} (default: those of the run; ${measuringDefaults.metrics} of a model without one)`,
      metricsAsNamed,
    )
    .addOption(new Option('--part <name>', 'of a split').choices(['validation', 'test']).default('test'))
    .addOption(unknownOption())
    .option('--json', 'one JSON line on stdout, nothing else')
    .addOption(pathOption('--out <folder>', 'with --shard: folder of the parts'))
    .optionsGroup('How histories of a file are divided:')
    .addOption(
      numberOption(
        '--fold-in <share>',
        `share that the model sees (default: that of the run; ${splitDefaults.foldIn} of a model without one)`,
        splitSettings.foldIn,
      ),
    )
    .addOption(splitSeedOption('seed of the division'))
  addShardOptions(command, ['jsonl'])
  addDataOptions(command)
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (model: string, data: string | undefined, _: unknown, command: Command) => {
      const { evaluateAction } = await import('../actions/evaluate')
      return evaluateAction(model, data, requestedOf(command))
    })
}
