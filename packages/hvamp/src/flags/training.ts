import { type Command, Option } from 'commander'
import { fittingSettings, normalizations } from '../settings/fitting'
import { measuringDefaults, measuringSettings } from '../settings/measuring'
import { numberOption } from './numbers'
import { withDefaults } from './with-defaults'

/** Adds the options that say how the model is trained and measured. */
export function addTrainingOptions(command: Command): Command {
  return command
    .optionsGroup('Training:')
    .addOption(
      numberOption(
        '--beta <weight>',
        withDefaults('beta', 'weight of the KL term after warm-up; the paper tried 0.1 to 1'),
        fittingSettings.beta,
      ),
    )
    .addOption(
      numberOption(
        '--warm-up <epochs>',
        withDefaults('warmUp', 'epochs in which the weight grows from 0'),
        fittingSettings.warmUp,
      ),
    )
    .addOption(
      numberOption(
        '--warm-up-steps <steps>',
        'the same in batches, instead of epochs',
        fittingSettings.warmUpSteps,
      ).conflicts('warmUp'),
    )
    .addOption(
      numberOption('--epochs <count>', withDefaults('epochs', 'epochs at most'), fittingSettings.epochs),
    )
    .addOption(
      numberOption('--batch <users>', withDefaults('batch', 'users in a batch'), fittingSettings.batch),
    )
    .addOption(
      numberOption(
        '--patience <epochs>',
        withDefaults('patience', 'epochs after warm-up without a better validation, then stop'),
        fittingSettings.patience,
      ),
    )
    .addOption(
      numberOption(
        '--learning-rate <rate>',
        withDefaults('learningRate', 'of Adam'),
        fittingSettings.learningRate,
      ),
    )
    .addOption(
      new Option(
        '--gradient-normalization <name>',
        withDefaults('gradientNormalization', "each tensor's gradient over its norm, or not"),
      ).choices(normalizations),
    )
    .addOption(
      numberOption(
        '--weight-decay <weight>',
        withDefaults('weightDecay', 'L2 penalty on matrices'),
        fittingSettings.weightDecay,
      ),
    )
    .addOption(
      numberOption('--seed <number>', 'seed of weights, batches and noise', measuringSettings.seed).default(
        measuringDefaults.seed,
      ),
    )
    .optionsGroup('Measuring:')
    .option('--metrics <names>', 'with their cut-offs, separated by commas', measuringDefaults.metrics)
    .option('--validation-metric <name>', 'chooses the best epoch', measuringDefaults.validationMetric)
}
