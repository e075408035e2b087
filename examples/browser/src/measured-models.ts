import { modelTitle } from './in-words'
import type { Measure, TrainedModel } from './trained-model'
import type { TrainingPlan } from './training-plan'
import { type Standing, standings } from './verdict'

/** A row of the results: a model on the test users, and how it stands beside the best. */
export interface ResultRow extends Standing {
  readonly measures: readonly Omit<Measure, 'perUser'>[]
}

/** What was measured on the same test users, popularity last. */
export interface Results {
  readonly people: number
  readonly rows: readonly ResultRow[]
}

/** The models that were measured on the same test users: those of one file, divided in the same way. */
export function measuredModels() {
  let key: { readonly data: object; readonly atLeast: number } | undefined
  let models: { readonly title: string; readonly measures: readonly Measure[] }[] = []

  /** `EASE`, then `EASE (#2)` where it was trained before. */
  function titleOf({ model, gated }: TrainingPlan): string {
    const title = modelTitle(model, gated && model !== 'ease' && model !== 'item-knn')
    const before = models.filter(
      (each) => each.title === title || each.title.startsWith(`${title} (#`),
    ).length
    return before === 0 ? title : `${title} (#${before + 1})`
  }

  return {
    /** Adds a model; begins anew where the data or their division are other ones. */
    add(
      data: object,
      plan: TrainingPlan,
      { measures, testUsers }: Pick<TrainedModel, 'measures' | 'testUsers'>,
    ): Results {
      if (key?.data !== data || key.atLeast !== plan.atLeast) models = []
      key = { data, atLeast: plan.atLeast }
      models.unshift({ title: titleOf(plan), measures: measures.model })
      const all = [...models, { title: 'Popularity', measures: measures.popularity }]
      const found = standings(all.map(({ title, measures }) => ({ title, perUser: measures[0]!.perUser })))
      const rows = found.map((standing, index) => ({
        ...standing,
        measures: all[index]!.measures.map(({ perUser: _, ...measure }) => measure),
      }))
      return { people: testUsers, rows }
    },
  }
}
