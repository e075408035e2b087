import type { ModelState, Recommender } from './recommender'

/** How a model of a kind is made: new, or out of what was saved of one. */
export interface ModelMaker<Options, Resources = unknown> {
  /** @throws if an option is unknown or out of its limits */
  make(options?: Options, resources?: Resources): Recommender
  /** @throws if the state is not one of such a model */
  restore(state: ModelState, resources?: Resources): Recommender
}
