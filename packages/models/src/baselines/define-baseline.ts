import type { Interactions } from '@hvamp/data'
import { z } from 'zod'
import { type ModelDefinition, type SettingsIn, settingsOf } from '../definitions/model-definition'
import { checked } from '../recommender/checked'
import type { ModelMaker } from '../recommender/model-maker'
import { count } from '../recommender/option-rules'
import type { FitOptions, ModelState } from '../recommender/recommender'
import type { Resources } from '../solvers/resources'
import type { WaitingWork, Work } from '../solvers/work'
import { type BaselineOptions, baseline, type Scorer } from './baseline'
import { type EarlierRows, earlierRows } from './earlier-rows'

/** What a baseline needs to learn, beside the data and its settings. */
export interface Learning {
  /** From the options of `fit`, or the definition's default. */
  readonly epochs: number
  readonly resources: Resources
  /** Of an earlier model to start from. */
  readonly from?: EarlierRows | undefined
}

interface BaselineParts<Settings> extends Pick<BaselineOptions, 'scale' | 'offers' | 'learnInBlocks'> {
  learn(train: Interactions, settings: Settings, learning: Learning): Work<Scorer> | WaitingWork<Scorer>
  /**
   * What a saved model had learned.
   *
   * @throws if the arrays are not those of such a model
   */
  read(state: ModelState, settings: Settings, resources: Resources): Scorer
  /** Length of a history's vector, where the model has one. */
  vectorSize?(settings: Settings): number
}

const fitRules = z.object({ epochs: count })

/** Makes and restores a model without tensors, by its definition. */
export function defineBaseline<Definition extends ModelDefinition>(
  definition: Definition,
  { learn, read, vectorSize, ...about }: BaselineParts<SettingsIn<Definition>>,
): ModelMaker<z.input<Definition['options']>, Resources> {
  const { name, fit } = definition

  function epochsOf({ epochs = fit.epochs }: FitOptions): number {
    return fit.epochs === undefined ? 1 : checked(fitRules, { epochs }, `${name}.fit`).epochs
  }

  function earlierOf(train: Interactions, { from }: FitOptions): EarlierRows | undefined {
    if (!from) return undefined
    if (fit.epochs === undefined) {
      throw new Error(
        `${name}.fit: learns anew from the data, so from must be left out, got a model of '${from.model}'`,
      )
    }
    return earlierRows(`${name}.fit`, name, train.itemIds, from)
  }

  function partsOf(settings: SettingsIn<Definition>, resources: Resources): BaselineOptions {
    return {
      ...about,
      name,
      options: settings,
      learn: (train, options) =>
        learn(train, settings, { epochs: epochsOf(options), resources, from: earlierOf(train, options) }),
      ...(vectorSize && { vectorSize: vectorSize(settings) }),
    }
  }

  return {
    make: (options, resources = {}) => baseline(partsOf(settingsOf(definition, options ?? {}), resources)),
    restore(state, resources = {}) {
      const settings = settingsOf(definition, state.options)
      const { itemIds, popularity } = state
      const scorer = read(state, settings, resources)
      return baseline({ ...partsOf(settings, resources), itemIds, popularity, scorer })
    },
  }
}
