import type { z } from 'zod'
import { autoRec, cdae, hvamp, multDae, multVae, recVae, vamp, vasp } from './autoencoders'
import { ials, mf, wmf } from './factor-models'
import { ease, edlae, elsa, rdlae, slim } from './linear-models'
import type { ModelDefinition, SettingsIn } from './model-definition'
import { itemKnn, popularity, userKnn } from './neighbour-models'

/** Every model of this package, by the name that it is saved under. */
export const modelDefinitions = {
  hvamp,
  vamp,
  'mult-vae': multVae,
  'mult-dae': multDae,
  recvae: recVae,
  vasp,
  cdae,
  ials,
  wmf,
  slim,
  ease,
  edlae,
  rdlae,
  elsa,
  'item-knn': itemKnn,
  'user-knn': userKnn,
  mf,
  autorec: autoRec,
  popularity,
} as const satisfies { readonly [Name in string]: ModelDefinition & { readonly name: Name } }

export type ModelName = keyof typeof modelDefinitions

/** Options of a model; each has a default. */
export type OptionsOf<Name extends ModelName> = z.input<(typeof modelDefinitions)[Name]['options']>

/** Options of a model with their defaults filled in. */
export type SettingsOf<Name extends ModelName> = SettingsIn<(typeof modelDefinitions)[Name]>

export const modelNames = Object.keys(modelDefinitions) as [ModelName, ...ModelName[]]

/** Whether this package has a model of this name. */
export function isModelName(name: string): name is ModelName {
  return Object.hasOwn(modelDefinitions, name)
}
