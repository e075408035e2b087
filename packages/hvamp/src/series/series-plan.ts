import { join } from 'node:path'
import { modelNames } from '@hvamp/models/definitions'
import { z } from 'zod'
import { sourceFile } from '../files/source-file'
import type { PlannedRun } from '../planned/planned-run'
import type { Options } from '../settings/option-arguments'

/** The runs of a series and their data: a resumed series must have the same. */
export const seriesPlan = z.strictObject({
  /** As it was given: a path, or the name of a data set. */
  data: z.string(),
  source: sourceFile,
  model: z.enum(modelNames),
  /** Options that all runs have. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Number of folds; without it the users are divided once. */
  folds: z.int().optional(),
  seeds: z.array(z.int()),
})

export type SeriesPlan = z.infer<typeof seriesPlan>

/** One run of a series, by what tells it from its siblings. */
export interface Member {
  /** That of its folder: fold-03-seed-98765. */
  readonly name: string
  /** For people: fold 3, seed 98765. */
  readonly title: string
  readonly options: Options
}

/** Every fold with every seed, fold by fold. */
export function membersOf({ folds, seeds }: Pick<SeriesPlan, 'folds' | 'seeds'>): Member[] {
  const numbers = folds === undefined ? [undefined] : Array.from({ length: folds }, (_, i) => i + 1)
  const digits = String(folds ?? 0).length
  return numbers.flatMap((fold) =>
    seeds.map((seed) => {
      if (fold === undefined) return { name: `seed-${seed}`, title: `seed ${seed}`, options: { seed } }
      return {
        name: `fold-${String(fold).padStart(digits, '0')}-seed-${seed}`,
        title: seeds.length > 1 ? `fold ${fold}, seed ${seed}` : `fold ${fold}`,
        options: { folds: folds!, fold, seed },
      }
    }),
  )
}

/** What tells the runs of a series apart. */
export function memberKind({ folds, seeds }: Pick<SeriesPlan, 'folds' | 'seeds'>): 'fold' | 'seed' | 'run' {
  if (folds === undefined) return 'seed'
  return seeds.length > 1 ? 'run' : 'fold'
}

/** The runs of a series, each in a folder of its own. */
export function runsOfSeries(folder: string, plan: SeriesPlan): PlannedRun[] {
  return membersOf(plan).map(({ name, title, options }) => ({
    name,
    title,
    folder: join(folder, 'runs', name),
    data: plan.data,
    options: { model: plan.model, ...plan.options, ...options },
  }))
}
