import { type Command, Option } from 'commander'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { definitionOf, isUsedBy, type ModelName, modelNames, usersOf } from '../settings/model-table'
import { flag } from './given'
import { integerOption, numberOption } from './numbers'
import { type FittingSettings, fittingSettings } from './training'
import { withDefaults } from './with-defaults'

const likelihoods = ['multinomial', 'bernoulli'] as const
const kls = ['monteCarlo', 'closedForm'] as const
const starts = ['noise', 'users'] as const
const priors = ['gaussian', 'vamp', 'mixture', 'composite', 'exemplar'] as const
const trainings = ['alternating', 'joint'] as const
const weightings = ['perRating', 'perVector'] as const
const solvers = ['cholesky', 'conjugateGradient'] as const

/** Hyper-parameters of all models; each has a use for some. */
const hyperParameters = {
  gated: z.boolean().optional(),
  layers: z.int().min(1).optional(),
  hidden: z.int().min(1).optional(),
  latent: z.int().min(1).optional(),
  upperLatent: z.int().min(1).optional(),
  dropout: z.number().min(0).lt(1).optional(),
  likelihood: z.enum(likelihoods).optional(),
  kl: z.enum(kls).optional(),
  prior: z.enum(priors).optional(),
  pseudoInputs: z.int().min(1).optional(),
  pseudoInputStart: z.enum(starts).optional(),
  pseudoInputDropout: z.boolean().optional(),
  klPerInteraction: z.number().min(0).optional(),
  training: z.enum(trainings).optional(),
  encoderPasses: z.int().min(1).optional(),
  decoderPasses: z.int().min(1).optional(),
  l1: z.number().min(0).optional(),
  l2: z.number().min(0).optional(),
  factors: z.int().min(1).optional(),
  weighting: z.enum(weightings).optional(),
  positiveWeight: z.number().gt(0).optional(),
  solver: z.enum(solvers).optional(),
  conjugateGradientSteps: z.int().min(1).optional(),
  neighbours: z.int().min(1).optional(),
  shrinkage: z.number().min(0).optional(),
}

/** Which model, and its hyper-parameters. */
export const modelSettings = { model: z.enum(modelNames), ...hyperParameters }

const hyperParametersSchema = z.object(hyperParameters)
export type HyperParameters = z.infer<typeof hyperParametersSchema>
export type ModelSettings = HyperParameters & { readonly model: ModelName }

/** Adds the options that say which model is trained. */
export function addModelOptions(command: Command): Command {
  command
    .optionsGroup('Model:')
    .addOption(
      new Option('--model <name>', 'see below for the options of each')
        .choices(modelNames)
        .default('hvamp' satisfies ModelName),
    )
    .optionsGroup('Autoencoders:')
    .option('--gated', withDefaults('gated', 'gated linear units in place of tanh'))
    .option('--no-gated', 'tanh')
    .addOption(
      integerOption('--layers <count>', withDefaults('layers', 'hidden layers of each network'), {
        least: 1,
      }),
    )
    .addOption(
      integerOption(
        '--hidden <units>',
        withDefaults('hidden', 'units of a hidden layer; the paper tried 300 and 600'),
        { least: 1 },
      ),
    )
    .addOption(
      integerOption(
        '--latent <size>',
        withDefaults('latent', 'size of z, or of z1; the paper tried 100 and 200'),
        { least: 1 },
      ),
    )
    .addOption(integerOption('--upper-latent <size>', 'size of z2 (default: that of z1)', { least: 1 }))
    .addOption(
      numberOption(
        '--dropout <share>',
        withDefaults('dropout', 'share of the input left out at random while training'),
        { least: 0, below: 1 },
      ),
    )
    .addOption(
      new Option('--likelihood <name>', withDefaults('likelihood', 'of the items')).choices(likelihoods),
    )
    .addOption(
      new Option(
        '--kl <name>',
        withDefaults('kl', 'by one sample, or in closed form where the prior has one'),
      ).choices(kls),
    )
    .optionsGroup('Prior:')
    .addOption(new Option('--prior <name>', "of the top latents (default: the model's own)").choices(priors))
    .addOption(
      integerOption(
        '--pseudo-inputs <count>',
        withDefaults(
          'pseudoInputs',
          'components K of a VampPrior or mixture, or exemplars drawn for a batch',
        ),
        { least: 1 },
      ),
    )
    .addOption(
      new Option(
        '--pseudo-input-start <name>',
        withDefaults('pseudoInputStart', 'as noise, or as K training users'),
      ).choices(starts),
    )
    .option(
      '--pseudo-input-dropout',
      withDefaults('pseudoInputDropout', 'their entries left out at random too, while training'),
    )
    .option('--no-pseudo-input-dropout', 'none left out')
  addRecVaeOptions(command)
  return addBaselineOptions(command)
}

function addRecVaeOptions(command: Command): Command {
  return command
    .optionsGroup('RecVAE:')
    .addOption(
      numberOption(
        '--kl-per-interaction <weight>',
        withDefaults('klPerInteraction', "a user's β is beta times this times their interactions; 0: beta"),
        { least: 0 },
      ),
    )
    .addOption(
      new Option(
        '--training <name>',
        withDefaults('training', 'encoder and decoder in turns, or together'),
      ).choices(trainings),
    )
    .addOption(
      integerOption(
        '--encoder-passes <count>',
        withDefaults('encoderPasses', "passes through the data of the encoder's turn"),
        { least: 1 },
      ),
    )
    .addOption(
      integerOption(
        '--decoder-passes <count>',
        withDefaults('decoderPasses', "passes through the data of the decoder's turn"),
        { least: 1 },
      ),
    )
}

function addBaselineOptions(command: Command): Command {
  return command
    .optionsGroup('Linear models and factors:')
    .addOption(numberOption('--l1 <weight>', withDefaults('l1', 'of the sum of the weights'), { least: 0 }))
    .addOption(
      numberOption('--l2 <weight>', withDefaults('l2', 'of the squared weights or factors'), { least: 0 }),
    )
    .addOption(
      integerOption('--factors <count>', withDefaults('factors', "length of a user's and an item's vector"), {
        least: 1,
      }),
    )
    .addOption(
      numberOption(
        '--positive-weight <weight>',
        withDefaults('positiveWeight', "of an interaction's error, against 1 of a pair without one"),
        { above: 0 },
      ),
    )
    .addOption(
      new Option(
        '--weighting <name>',
        withDefaults('weighting', 'whether l2 counts for each rating, or once for a vector'),
      ).choices(weightings),
    )
    .addOption(
      new Option('--solver <name>', withDefaults('solver', 'of the factors: exactly, or nearly')).choices(
        solvers,
      ),
    )
    .addOption(
      integerOption(
        '--conjugate-gradient-steps <count>',
        withDefaults('conjugateGradientSteps', 'steps of the solver that is not exact'),
        { least: 1 },
      ),
    )
    .optionsGroup('Neighbours:')
    .addOption(integerOption('--neighbours <count>', withDefaults('neighbours', 'that count'), { least: 1 }))
    .addOption(
      numberOption('--shrinkage <count>', withDefaults('shrinkage', 'against chance among the rare'), {
        least: 0,
      }),
    )
}

/** What options give: those of the model, and of its training, as far as the user named them. */
export type ModelFlags = ModelSettings & FittingSettings

/** The options that the model has a use for, those that were not given by their defaults. */
export function completeModel(flags: ModelFlags): ModelFlags {
  const { model } = flags
  const used = Object.entries(definitionOf(model).defaults).map(([name, value]) => [
    name,
    flags[name as keyof ModelFlags] ?? value,
  ])
  const settings: ModelFlags = { ...Object.fromEntries(used), model }
  if (settings.warmUpSteps !== undefined) delete settings.warmUp
  if (isUsedBy(model, 'upperLatent')) settings.upperLatent ??= settings.latent
  return settings
}

/** The hyper-parameters that the model has a use for. */
export function hyperParametersOf(settings: ModelSettings): HyperParameters {
  const used = Object.entries(settings).filter(([name]) => isUsedBy(settings.model, name))
  return hyperParametersSchema.parse(Object.fromEntries(used))
}

/** Whether an option belongs to models or to their training, not to the data, the measuring or the machine. */
export function isOptionOfModels(name: string): boolean {
  return Object.hasOwn(hyperParameters, name) || Object.hasOwn(fittingSettings, name)
}

/**
 * Refuses options that the model has no use for.
 *
 * @param given names of the options that the user gave
 */
export function requireUsedOptions(model: ModelName, given: Iterable<string>): void {
  for (const name of given) {
    if (isOptionOfModels(name) && !isUsedBy(model, name)) {
      throw badInput(
        `${flag(name)}: must come with a model that has a use for it (${usersOf(name).join(', ')}), got --model ${model}`,
      )
    }
  }
}

/** For help: each model with its options, in lines of at most 110 characters. */
export function optionsOfModels(): string {
  const width = Math.max(...modelNames.map((name) => name.length)) + 2
  return modelNames
    .map((name) => {
      const options = Object.keys(definitionOf(name).defaults).map(flag)
      const text = options.join(' ') || 'none'
      const lines = text.match(new RegExp(`.{1,${106 - width}}(?= |$)`, 'g'))!
      return lines.map((line, i) => `    ${(i === 0 ? name : '').padEnd(width)}${line.trim()}`).join('\n')
    })
    .join('\n')
}
