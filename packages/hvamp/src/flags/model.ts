import { type Command, Option } from 'commander'
import {
  hyperParameters,
  kls,
  likelihoods,
  priors,
  solvers,
  starts,
  trainings,
  weightings,
} from '../settings/hyper-parameters'
import { definitionOf, type ModelName, modelNames } from '../settings/model-table'
import { optionName } from '../settings/option-name'
import { numberOption } from './numbers'
import { withDefaults } from './with-defaults'

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
      numberOption(
        '--layers <count>',
        withDefaults('layers', 'hidden layers of each network'),
        hyperParameters.layers,
      ),
    )
    .addOption(
      numberOption(
        '--hidden <units>',
        withDefaults('hidden', 'units of a hidden layer; the paper tried 300 and 600'),
        hyperParameters.hidden,
      ),
    )
    .addOption(
      numberOption(
        '--latent <size>',
        withDefaults('latent', 'size of z, or of z1; the paper tried 100 and 200'),
        hyperParameters.latent,
      ),
    )
    .addOption(
      numberOption('--upper-latent <size>', 'size of z2 (default: that of z1)', hyperParameters.upperLatent),
    )
    .addOption(
      numberOption(
        '--dropout <share>',
        withDefaults('dropout', 'share of the input left out at random while training'),
        hyperParameters.dropout,
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
      numberOption(
        '--pseudo-inputs <count>',
        withDefaults(
          'pseudoInputs',
          'components K of a VampPrior or mixture, or exemplars drawn for a batch',
        ),
        hyperParameters.pseudoInputs,
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
        hyperParameters.klPerInteraction,
      ),
    )
    .addOption(
      new Option(
        '--training <name>',
        withDefaults('training', 'encoder and decoder in turns, or together'),
      ).choices(trainings),
    )
    .addOption(
      numberOption(
        '--encoder-passes <count>',
        withDefaults('encoderPasses', "passes through the data of the encoder's turn"),
        hyperParameters.encoderPasses,
      ),
    )
    .addOption(
      numberOption(
        '--decoder-passes <count>',
        withDefaults('decoderPasses', "passes through the data of the decoder's turn"),
        hyperParameters.decoderPasses,
      ),
    )
}

function addBaselineOptions(command: Command): Command {
  return command
    .optionsGroup('Linear models and factors:')
    .addOption(
      numberOption('--l1 <weight>', withDefaults('l1', 'of the sum of the weights'), hyperParameters.l1),
    )
    .addOption(
      numberOption(
        '--l2 <weight>',
        withDefaults('l2', 'of the squared weights or factors'),
        hyperParameters.l2,
      ),
    )
    .addOption(
      numberOption(
        '--factors <count>',
        withDefaults('factors', "length of a user's and an item's vector"),
        hyperParameters.factors,
      ),
    )
    .addOption(
      numberOption(
        '--positive-weight <weight>',
        withDefaults('positiveWeight', "of an interaction's error, against 1 of a pair without one"),
        hyperParameters.positiveWeight,
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
      numberOption(
        '--conjugate-gradient-steps <count>',
        withDefaults('conjugateGradientSteps', 'steps of the solver that is not exact'),
        hyperParameters.conjugateGradientSteps,
      ),
    )
    .optionsGroup('Neighbours:')
    .addOption(
      numberOption(
        '--neighbours <count>',
        withDefaults('neighbours', 'that count'),
        hyperParameters.neighbours,
      ),
    )
    .addOption(
      numberOption(
        '--shrinkage <count>',
        withDefaults('shrinkage', 'against chance among the rare'),
        hyperParameters.shrinkage,
      ),
    )
}

/** For help: each model with its options, in lines of at most 110 characters. */
export function optionsOfModels(): string {
  const width = Math.max(...modelNames.map((name) => name.length)) + 2
  return modelNames
    .map((name) => {
      const options = Object.keys(definitionOf(name).defaults).map(optionName)
      const text = options.join(' ') || 'none'
      const lines = text.match(new RegExp(`.{1,${106 - width}}(?= |$)`, 'g'))!
      return lines.map((line, i) => `    ${(i === 0 ? name : '').padEnd(width)}${line.trim()}`).join('\n')
    })
    .join('\n')
}
