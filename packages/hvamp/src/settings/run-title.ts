import { modelTitle } from './model'
import type { RunConfig } from './run-config'

/** The title of the model of a run, such as H+Vamp (Gated), or H+Vamp (Gated) × EASE of a blend. */
export function runTitle({ options, blend }: Pick<RunConfig, 'options' | 'blend'>): string {
  return blend ? blend.parts.map(({ title }) => title).join(' × ') : modelTitle(options)
}
