import { type ModelName, modelNames } from '@hvamp/models/definitions'
import { type Command, Option } from 'commander'
import { fittingSettings } from '../settings/fitting'
import { hyperParameters } from '../settings/hyper-parameters'
import { optionsUsedBy } from '../settings/model'
import { optionName } from '../settings/option-name'
import { settingOptions } from './setting-options'

/** Where options stand in the help. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'Autoencoders:': [
    ...[
      'gated',
      'layers',
      'hidden',
      'latent',
      'upperLatent',
      'dropout',
      'likelihood',
      'sampledSoftmax',
      'kl',
    ],
  ],
  'Prior:': [
    ...[
      'prior',
      'pseudoInputs',
      'pseudoInputSupport',
      'pseudoInputItems',
      'pseudoInputStart',
      'pseudoInputDropout',
      'pseudoInputLearningRate',
    ],
  ],
  'RecVAE:': ['klPerInteraction', 'training', 'encoderPasses', 'decoderPasses'],
  'Linear models and factors:': [
    ...['l1', 'l2', 'diagonal', 'factors', 'unobservedWeight', 'frequencyExponent', 'startDeviation'],
    ...['blockSize', 'positiveWeight', 'weighting', 'solver', 'conjugateGradientSteps'],
  ],
  'Neighbours:': ['neighbours', 'shrinkage'],
}

/** Adds the options that say which model is trained: every hyper-parameter that a model has. */
export function addModelOptions(command: Command): Command {
  command
    .optionsGroup('Model:')
    .addOption(
      new Option('--model <name>', 'see below for the options of each')
        .choices(modelNames)
        .default('hvamp' satisfies ModelName),
    )
  const grouped = Object.values(groups).flat()
  const others = Object.keys(hyperParameters).filter(
    (name) => !grouped.includes(name) && !Object.hasOwn(fittingSettings, name),
  )
  for (const [title, names] of Object.entries({ ...groups, 'Other models:': others })) {
    if (names.length > 0) command.optionsGroup(title)
    for (const name of names) {
      for (const option of settingOptions(name, hyperParameters[name]!)) command.addOption(option)
    }
  }
  return command
}

/** For help: each model with its options, in lines of at most 110 characters. */
export function optionsOfModels(): string {
  const width = Math.max(...modelNames.map((name) => name.length)) + 2
  return modelNames
    .map((name) => {
      const text = optionsUsedBy(name).map(optionName).join(' ') || 'none'
      const lines = text.match(new RegExp(`.{1,${106 - width}}(?= |$)`, 'g'))!
      return lines.map((line, i) => `    ${(i === 0 ? name : '').padEnd(width)}${line.trim()}`).join('\n')
    })
    .join('\n')
}
