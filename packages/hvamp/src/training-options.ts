import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption, numberOption } from './number-options'

const normalizations = ['perTensor', 'none'] as const

/** How the model is trained; one of `warmUp` and `warmUpSteps` is there. */
export const trainingSettings = {
  beta: z.number().min(0),
  warmUp: z.int().min(0).optional(),
  warmUpSteps: z.int().min(0).optional(),
  epochs: z.int().min(1),
  batch: z.int().min(1),
  patience: z.int().min(1),
  learningRate: z.number().gt(0),
  gradientNormalization: z.enum(normalizations),
  weightDecay: z.number().min(0),
  seed: z.int().min(0),
  metrics: z.string(),
  validationMetric: z.string(),
}

const trainingSchema = z.object(trainingSettings)
export type TrainingSettings = z.infer<typeof trainingSchema>

/** Adds the options that say how the model is trained and measured. */
export function addTrainingOptions(command: Command): Command {
  return command
    .optionsGroup('Training:')
    .addOption(
      numberOption('--beta <weight>', 'weight of the KL term after warm-up; the paper tried 0.1 to 1', {
        least: 0,
      }).default(0.3),
    )
    .addOption(
      integerOption('--warm-up <epochs>', 'epochs in which the weight grows from 0', { least: 0 }).default(
        100,
      ),
    )
    .addOption(
      integerOption('--warm-up-steps <steps>', 'the same in batches, instead of epochs', {
        least: 0,
      }).conflicts('warmUp'),
    )
    .addOption(integerOption('--epochs <count>', 'epochs at most', { least: 1 }).default(400))
    .addOption(integerOption('--batch <users>', 'users in a batch', { least: 1 }).default(200))
    .addOption(
      integerOption('--patience <epochs>', 'epochs after warm-up without a better validation, then stop', {
        least: 1,
      }).default(50),
    )
    .addOption(numberOption('--learning-rate <rate>', 'of Adam', { above: 0 }).default(0.0005))
    .addOption(
      new Option('--gradient-normalization <name>', "each tensor's gradient over its norm, or not")
        .choices(normalizations)
        .default('perTensor'),
    )
    .addOption(numberOption('--weight-decay <weight>', 'L2 penalty on matrices', { least: 0 }).default(0))
    .addOption(
      integerOption('--seed <number>', 'seed of weights, batches and noise', { least: 0 }).default(98765),
    )
    .optionsGroup('Measuring:')
    .option('--metrics <names>', 'with their cut-offs, separated by commas', 'ndcg@100,recall@20,recall@50')
    .option('--validation-metric <name>', 'chooses the best epoch', 'ndcg@100')
}
