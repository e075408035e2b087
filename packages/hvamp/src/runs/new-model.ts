import { lapackInverse } from '@hvamp/backends'
import { makeModel, type Recommender, type Resources } from '@hvamp/models'
import { modelDefinitions } from '@hvamp/models/definitions'
import { inThreads } from '@hvamp/models/node'
import { checkingInput } from '../process/bad-input'
import { hyperParametersOf } from '../settings/model'
import type { RunSettings } from '../settings/run-settings'

/** A model that is not fitted yet, by the settings of a run; it learns as fast as the machine allows. */
export function newModel(settings: RunSettings): Promise<Recommender> {
  const { model, seed } = settings
  const options = {
    ...hyperParametersOf(settings),
    ...('seed' in modelDefinitions[model].options.shape && { seed }),
  }
  return checkingInput(async () => makeModel(model, options, await resourcesFor(settings)))
}

async function resourcesFor({ model, threads }: RunSettings): Promise<Resources> {
  if (model === 'slim') return { solveColumns: inThreads({ threads }) }
  if (model === 'ease') return { inverse: await lapackInverse().catch(() => undefined) } // else its own, slower
  return {}
}
