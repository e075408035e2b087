import { isSamePart } from '../inputs/divided-parts'
import type { RunResults } from './read-results'
import { foldOf } from './tested-parts'

/** Whether runs of the same options were trained on the same data: of one fold by their training users, of two folds by the file. */
export function haveSameTraining(run: RunResults, other: RunResults): boolean {
  const [own, others] = [run.config.data, other.config.data]
  if (foldOf(run) === foldOf(other) && own.train && others.train) return isSamePart(own.train, others.train)
  return own.source.sha256 === others.source.sha256
}
