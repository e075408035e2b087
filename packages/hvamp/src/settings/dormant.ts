import type { ModelOptions, RunModel } from './model'

type Rule = (options: Readonly<Partial<Record<string, unknown>>>) => boolean

/** A model without the option `prior` that has pseudo-inputs has a VampPrior. */
const hasPrior =
  (...names: readonly string[]): Rule =>
  ({ prior = 'vamp' }) =>
    names.includes(prior as string)

/** Options that do something only beside certain values of the model's other options. */
const awake: Readonly<Record<string, Rule>> = {
  pseudoInputs: hasPrior('vamp', 'mixture', 'exemplar'),
  pseudoInputDropout: hasPrior('vamp', 'exemplar'),
  pseudoInputSupport: hasPrior('vamp'),
  pseudoInputStart: hasPrior('vamp'),
  pseudoInputLearningRate: hasPrior('vamp'),
  pseudoInputItems: (options) => hasPrior('vamp')(options) && options.pseudoInputSupport === 'users',
  conjugateGradientSteps: ({ solver }) => solver === 'conjugateGradient',
}

/**
 * Whether an option of a model does nothing beside the values of its other options, such as the number of pseudo-inputs
 * under a Gaussian prior.
 */
export function isDormant(options: ModelOptions<RunModel>, name: string): boolean {
  return awake[name]?.(options) === false
}
