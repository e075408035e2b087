import { type Command, Option } from 'commander'
import type { ComparisonOptions } from '../comparison/compare-runs'
import { metricsFrom } from '../settings/metric-names'
import { integerOption } from './numbers'

/** What `addCompareOptions` gives. */
export type CompareFlags = Omit<ComparisonOptions, 'metrics'> & { readonly metric?: string }

/** Adds the options that say how runs are compared. */
export function addCompareOptions(command: Command): Command {
  return command
    .option('--metric <names>', 'separated by commas (default: all that the runs have in common)')
    .option('--to <run>', 'hold the others against this one (default: the first)')
    .addOption(new Option('--pairs', 'hold all against each other').conflicts('to'))
    .addOption(
      new Option(
        '--seeds <which>',
        'runs that differ in their seeds alone: one system, each user the mean of its runs, or systems apart',
      )
        .choices(['mean', 'apart'])
        .default('mean'),
    )
    .addOption(integerOption('--seed <number>', 'seed of the bootstrap', { least: 0 }).default(98765))
    .addOption(
      integerOption('--resamples <count>', 'samples of users in the bootstrap', { least: 100 }).default(
        10000,
      ),
    )
}

export function comparisonOptions({ metric, ...options }: CompareFlags): ComparisonOptions {
  return {
    ...options,
    metrics: metric === undefined ? undefined : metricsFrom(metric, '--metric').map(({ name }) => name),
  }
}
