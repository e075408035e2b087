import type { Command } from 'commander'
import { fittingSettings } from '../settings/fitting'
import { measuringDefaults, measuringSettings } from '../settings/measuring'
import { metricsAsNamed, metricsHelp } from '../settings/metric-names'
import { numberOption } from './numbers'
import { settingOptions } from './setting-options'

/** Adds the options that say how the model is trained and measured. */
export function addTrainingOptions(command: Command): Command {
  const { beta, warmUp, warmUpSteps, ...others } = fittingSettings
  const add = (settings: Partial<typeof fittingSettings>) => {
    for (const [name, schema] of Object.entries(settings)) {
      for (const option of settingOptions(name, schema)) command.addOption(option)
    }
  }
  command.optionsGroup('Training:')
  add({ beta, warmUp })
  command.addOption(
    numberOption('--warm-up-steps <steps>', warmUpSteps.unwrap().description!, warmUpSteps).conflicts(
      'warmUp',
    ),
  )
  add(others)
  return command
    .addOption(
      numberOption(
        '--half-life <days>',
        'read times, and count in what is trending an interaction half for each such age',
        measuringSettings.halfLife,
      ),
    )
    .addOption(
      numberOption('--seed <number>', 'seed of weights, batches and noise', measuringSettings.seed).default(
        measuringDefaults.seed,
      ),
    )
    .optionsGroup('Measuring:')
    .option('--metrics <names>', metricsHelp, metricsAsNamed, measuringDefaults.metrics)
    .option(
      '--validation-metric <name>',
      'chooses the best epoch',
      metricsAsNamed,
      measuringDefaults.validationMetric,
    )
}
