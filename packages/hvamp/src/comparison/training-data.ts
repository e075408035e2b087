import { isSamePart } from '../inputs/divided-parts'
import { grouped } from '../terminal/format'
import type { RunResults } from './read-results'
import { foldOf } from './tested-parts'

/** What some runs were trained on, and others of their fold were not. */
export interface TrainedOn {
  readonly users: number
  readonly interactions: number
  /** Folders. */
  readonly runs: readonly string[]
}

/** Whether runs of the same options were trained on the same data: of one fold by their training users, of two folds by the file. */
export function haveSameTraining(run: RunResults, other: RunResults): boolean {
  const [own, others] = [run.config.data, other.config.data]
  if (foldOf(run) !== foldOf(other)) return own.source.sha256 === others.source.sha256
  return !own.train || !others.train || isSamePart(own.train, others.train)
}

/** What runs were trained on, in the first fold whose runs differ in it; undefined where there is none. */
export function differentTraining(runs: readonly RunResults[]): TrainedOn[] | undefined {
  const folds = new Set(runs.map(foldOf))
  const kinds = [...folds].map((fold) => kindsOf(runs.filter((run) => foldOf(run) === fold)))
  const different = kinds.find(({ length }) => length > 1)
  return different?.map((alike) => {
    const { users, interactions } = alike[0]!.config.data.train
    return { users, interactions, runs: alike.map(({ folder }) => folder) }
  })
}

/** The same for people. */
export function differentTrainingLines(trainedOn: readonly TrainedOn[] = []): string[] {
  if (trainedOn.length === 0) return []
  const counts = new Set(trainedOn.map(({ users }) => users))
  const unit = counts.size > 1 ? 'users' : 'interactions'
  const each = trainedOn.map(({ [unit]: count, runs: [first, ...more] }) => {
    const runs = more.length > 0 ? `${first} and ${more.length} more` : first!
    return `${grouped(count)} in ${runs}`
  })
  return [
    `Trained on different ${unit}: ${each.join(', ')}; popularity beside them differs too, and is left out.`,
  ]
}

/** Runs of one fold, those of the same training data together. */
function kindsOf(runs: readonly RunResults[]): RunResults[][] {
  const kinds: RunResults[][] = []
  for (const run of runs) {
    const kind = kinds.find(([first]) => haveSameTraining(first!, run))
    if (kind) kind.push(run)
    else kinds.push([run])
  }
  return kinds
}
