import { type Command, Option } from 'commander'
import { z } from 'zod'
import { metricsAsNamed } from '../settings/metric-names'
import { numberOption } from './numbers'

/** Adds the options that say how runs are compared. */
export function addCompareOptions(command: Command): Command {
  return command
    .option(
      '--metric <names>',
      'separated by commas (default: all that the runs have in common)',
      metricsAsNamed,
    )
    .option('--to <run>', 'compare the other runs with this one (default: the best on the first metric)')
    .addOption(new Option('--pairs', 'compare every pair of runs').conflicts('to'))
    .addOption(
      new Option(
        '--seeds <which>',
        'runs that differ in their seeds alone: one system, each user the mean of its runs, or systems apart',
      )
        .choices(['mean', 'apart'])
        .default('mean'),
    )
    .addOption(numberOption('--seed <number>', 'seed of the bootstrap', z.int().min(0)).default(98765))
    .addOption(
      numberOption('--resamples <count>', 'samples of users in the bootstrap', z.int().min(100)).default(
        10000,
      ),
    )
}
