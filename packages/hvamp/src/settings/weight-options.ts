import type { ModelOptions } from './model'

type Rule = (options: Readonly<Partial<Record<string, unknown>>>) => boolean

const always: Rule = () => true

/** A model without the option `prior` that has pseudo-inputs has a VampPrior. */
const hasPrior =
  (...names: readonly string[]): Rule =>
  ({ prior = 'vamp' }) =>
    names.includes(prior as string)

/** Whether a model learns pseudo-inputs: others start anew where training starts from earlier weights. */
const learnsPseudoInputs: Rule = (options) =>
  hasPrior('vamp')(options) && options.pseudoInputLearningRate !== 0

const learnsComponents: Rule = (options) => learnsPseudoInputs(options) || hasPrior('mixture')(options)

/**
 * Options that say which weights a model learns, and beside which of its other options they do: a prior without weights of its own
 * goes with those of any model.
 */
const shaping: Readonly<Record<string, Rule>> = {
  gated: always,
  layers: always,
  hidden: always,
  latent: always,
  upperLatent: always,
  factors: always,
  prior: learnsComponents,
  pseudoInputs: learnsComponents,
  pseudoInputSupport: learnsPseudoInputs,
}

/** Names of the options that say which weights a model of these options learns. */
export function weightOptions(options: ModelOptions): string[] {
  return Object.keys(shaping).filter((name) => shaping[name]!(options))
}
