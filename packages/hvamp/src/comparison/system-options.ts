import type { RunConfig } from '../settings/run-config'

/** The options of a run as a text that is the same for runs that differ in their folds and seeds alone, and in what computed them. */
export function optionsOfSystem(config: Pick<RunConfig, 'options' | 'blend'>): string {
  const { seed: _, fold: __, backend: ___, threads: ____, metrics: _____, ...options } = config.options
  return JSON.stringify([Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)), partsOfSystem(config)])
}

/** The models of a blend; their weights are part of the system where they were given, and may differ by fold where validation chose them. */
function partsOfSystem({ blend }: Pick<RunConfig, 'blend'>) {
  return blend?.parts.map(({ options, weight }) =>
    blend.weights === 'given' ? { options, weight } : { options },
  )
}
