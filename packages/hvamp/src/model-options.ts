import type { PresetName, PresetOptions } from '@hvamp/models'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption, numberOption } from './number-options'

const models = ['hvamp', 'vamp', 'mult-vae', 'mult-dae'] as const satisfies readonly PresetName[]
const likelihoods = ['multinomial', 'bernoulli'] as const
const kls = ['monteCarlo', 'closedForm'] as const

/** Which model, and its hyper-parameters. */
export const modelSettings = {
  model: z.enum(models),
  gated: z.boolean(),
  layers: z.int().min(1),
  hidden: z.int().min(1),
  latent: z.int().min(1),
  upperLatent: z.int().min(1),
  pseudoInputs: z.int().min(1),
  dropout: z.number().min(0).lt(1),
  likelihood: z.enum(likelihoods),
  kl: z.enum(kls),
}

const modelSchema = z.object(modelSettings)
export type ModelSettings = z.infer<typeof modelSchema>

/** What `addModelOptions` gives: some defaults depend on others. */
export type ModelFlags = Omit<ModelSettings, 'gated' | 'layers' | 'upperLatent'> &
  Partial<Pick<ModelSettings, 'gated' | 'layers' | 'upperLatent'>>

/** Adds the options that say which model is trained. */
export function addModelOptions(command: Command): Command {
  return command
    .optionsGroup('Model:')
    .addOption(
      new Option('--model <name>', 'H+Vamp, Vamp, Mult-VAE or Mult-DAE').choices(models).default('hvamp'),
    )
    .option('--gated', 'gated linear units in place of tanh (default: for hvamp)')
    .option('--no-gated', 'tanh (default: for the others)')
    .addOption(
      integerOption('--layers <count>', 'hidden layers of each network (default: 2 for hvamp, else 1)', {
        least: 1,
      }),
    )
    .addOption(
      integerOption('--hidden <units>', 'units of a hidden layer; the paper tried 300 and 600', {
        least: 1,
      }).default(600),
    )
    .addOption(
      integerOption('--latent <size>', 'size of z, or of z1; the paper tried 100 and 200', {
        least: 1,
      }).default(200),
    )
    .addOption(integerOption('--upper-latent <size>', 'size of z2 (default: that of z1)', { least: 1 }))
    .addOption(
      integerOption('--pseudo-inputs <count>', 'components K of the VampPrior', { least: 1 }).default(1000),
    )
    .addOption(
      numberOption('--dropout <share>', 'share of the input left out at random while training', {
        least: 0,
        below: 1,
      }).default(0.5),
    )
    .addOption(new Option('--likelihood <name>', 'of the items').choices(likelihoods).default('multinomial'))
    .addOption(
      new Option('--kl <name>', 'by one sample, or in closed form where the prior has one')
        .choices(kls)
        .default('monteCarlo'),
    )
}

/** Fills in what follows from the model: H+Vamp is gated and two layers deep, the others are not. */
export function completeModel(flags: ModelFlags): ModelSettings {
  const isFinal = flags.model === 'hvamp'
  return {
    ...flags,
    gated: flags.gated ?? isFinal,
    layers: flags.layers ?? (isFinal ? 2 : 1),
    upperLatent: flags.upperLatent ?? flags.latent,
  }
}

/** The options of the preset, for so many items. */
export function presetOptions(settings: ModelSettings, items: number, seed: number): PresetOptions {
  const { model: _, ...options } = modelSchema.parse(settings) // without those of other things
  return { ...options, items, seed }
}
