import { autoRecMaker } from '../baselines/autorec'
import { cdaeMaker } from '../baselines/cdae'
import { easeMaker } from '../baselines/ease'
import { edlaeMaker } from '../baselines/edlae'
import { ialsMaker } from '../baselines/ials'
import { itemKnnMaker } from '../baselines/item-knn'
import { matrixFactorizationMaker } from '../baselines/matrix-factorization'
import { popularityMaker } from '../baselines/popularity'
import { rdlaeMaker } from '../baselines/rdlae'
import { slimMaker } from '../baselines/slim'
import { userKnnMaker } from '../baselines/user-knn'
import { wmfMaker } from '../baselines/wmf'
import { isModelName, type ModelName, modelNames, type OptionsOf } from '../definitions/model-definitions'
import { elsaMaker } from '../presets/elsa'
import { hvampMaker, multDaeMaker, multVaeMaker, recVaeMaker, vampMaker } from '../presets/presets'
import { vaspMaker } from '../presets/vasp'
import type { ModelMaker } from '../recommender/model-maker'
import type { Recommender } from '../recommender/recommender'
import type { Resources } from '../solvers/resources'

/** How each model is made. */
export const makers: { readonly [Name in ModelName]: ModelMaker<OptionsOf<Name>, Resources> } = {
  hvamp: hvampMaker,
  vamp: vampMaker,
  'mult-vae': multVaeMaker,
  'mult-dae': multDaeMaker,
  recvae: recVaeMaker,
  vasp: vaspMaker,
  cdae: cdaeMaker,
  ials: ialsMaker,
  wmf: wmfMaker,
  slim: slimMaker,
  ease: easeMaker,
  edlae: edlaeMaker,
  rdlae: rdlaeMaker,
  elsa: elsaMaker,
  'item-knn': itemKnnMaker,
  'user-knn': userKnnMaker,
  mf: matrixFactorizationMaker,
  autorec: autoRecMaker,
  popularity: popularityMaker,
}

/**
 * A recommender by the name of its model, for programs in which the name is a value; `hvamp`, `ease` and the like are the same.
 *
 * @param resources faster ways to learn, of which a model takes those that it can use
 * @throws if there is no such model, or an option is unknown or out of its limits
 * @example const model = makeModel('mult-vae', { latent: 100 }); await model.fit(train)
 */
export function makeModel<Name extends ModelName>(
  name: Name,
  options?: OptionsOf<Name>,
  resources?: Resources,
): Recommender {
  if (!isModelName(name)) {
    throw new Error(`makeModel: name must be one of ${modelNames.join(', ')}, got '${name}'`)
  }
  return makers[name].make(options, resources)
}
