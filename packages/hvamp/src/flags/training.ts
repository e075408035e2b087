import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption, numberOption } from './numbers'
import { withDefaults } from './with-defaults'

const normalizations = ['perTensor', 'none'] as const

/** How models are fitted; each has a use for some. One of `warmUp` and `warmUpSteps` is there. */
export const fittingSettings = {
  beta: z.number().min(0).optional(),
  warmUp: z.int().min(0).optional(),
  warmUpSteps: z.int().min(0).optional(),
  epochs: z.int().min(1).optional(),
  batch: z.int().min(1).optional(),
  patience: z.int().min(1).optional(),
  learningRate: z.number().gt(0).optional(),
  gradientNormalization: z.enum(normalizations).optional(),
  weightDecay: z.number().min(0).optional(),
}

const fittingSchema = z.object(fittingSettings)
export type FittingSettings = z.infer<typeof fittingSchema>

/** What all models have in common: a seed, and how they are measured. */
export const measuringSettings = {
  seed: z.int().min(0),
  metrics: z.string(),
  validationMetric: z.string(),
}

const measuringSchema = z.object(measuringSettings)
export type MeasuringSettings = z.infer<typeof measuringSchema>

/** Adds the options that say how the model is trained and measured. */
export function addTrainingOptions(command: Command): Command {
  return command
    .optionsGroup('Training:')
    .addOption(
      numberOption(
        '--beta <weight>',
        withDefaults('beta', 'weight of the KL term after warm-up; the paper tried 0.1 to 1'),
        { least: 0 },
      ),
    )
    .addOption(
      integerOption('--warm-up <epochs>', withDefaults('warmUp', 'epochs in which the weight grows from 0'), {
        least: 0,
      }),
    )
    .addOption(
      integerOption('--warm-up-steps <steps>', 'the same in batches, instead of epochs', {
        least: 0,
      }).conflicts('warmUp'),
    )
    .addOption(integerOption('--epochs <count>', withDefaults('epochs', 'epochs at most'), { least: 1 }))
    .addOption(integerOption('--batch <users>', withDefaults('batch', 'users in a batch'), { least: 1 }))
    .addOption(
      integerOption(
        '--patience <epochs>',
        withDefaults('patience', 'epochs after warm-up without a better validation, then stop'),
        { least: 1 },
      ),
    )
    .addOption(numberOption('--learning-rate <rate>', withDefaults('learningRate', 'of Adam'), { above: 0 }))
    .addOption(
      new Option(
        '--gradient-normalization <name>',
        withDefaults('gradientNormalization', "each tensor's gradient over its norm, or not"),
      ).choices(normalizations),
    )
    .addOption(
      numberOption('--weight-decay <weight>', withDefaults('weightDecay', 'L2 penalty on matrices'), {
        least: 0,
      }),
    )
    .addOption(
      integerOption('--seed <number>', 'seed of weights, batches and noise', { least: 0 }).default(98765),
    )
    .optionsGroup('Measuring:')
    .option('--metrics <names>', 'with their cut-offs, separated by commas', 'ndcg@100,recall@20,recall@50')
    .option('--validation-metric <name>', 'chooses the best epoch', 'ndcg@100')
}
