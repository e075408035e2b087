import { inverseInThreads, lapackInverse, rowSolverInThreads } from '@hvamp/backends'
import { makeModel, type Recommender, type Resources } from '@hvamp/models'
import { type ModelName, modelDefinitions } from '@hvamp/models/definitions'
import { inThreads } from '@hvamp/models/node'
import { checkingInput } from '../process/bad-input'
import { hyperParametersOf } from '../settings/model'
import type { RunSettings } from '../settings/run-settings'

/** A model that is not fitted yet, by the settings of a run; it learns as fast as the machine allows. */
export function newModel(settings: RunSettings<ModelName>): Promise<Recommender> {
  const { model, seed } = settings
  const options = {
    ...hyperParametersOf(settings),
    ...('seed' in modelDefinitions[model].options.shape && { seed }),
  }
  return checkingInput(async () => makeModel(model, options, await resourcesFor(settings)))
}

/** What makes a model learn fast; each takes what it has a use for. */
async function resourcesFor({ model, threads }: RunSettings<ModelName>): Promise<Resources> {
  return {
    solveColumns: inThreads({ threads }),
    rowSolver: rowSolverInThreads({ threads }),
    inverse: byInverse.includes(model)
      ? await lapackInverse().catch(() => inverseInThreads({ threads }))
      : undefined,
  }
}

const byInverse: readonly ModelName[] = ['ease', 'edlae', 'rdlae']
