import type { ModelName } from '@hvamp/models/definitions'
import { autoencoderScores, autoRecScores, cdaeScores, vaspScores } from './autoencoder-scores'
import { ialsScores, matrixFactorizationScores, wmfScores } from './factor-scores'
import { easeScores, elsaScores, popularityScores, sparseScores } from './linear-scores'
import type { Scores } from './scored-model'
import { userNeighbourScores } from './user-neighbour-scores'

/** How each model scores, as a graph. */
export const modelScores: { readonly [Name in ModelName]: Scores } = {
  hvamp: autoencoderScores,
  vamp: autoencoderScores,
  'mult-vae': autoencoderScores,
  'mult-dae': autoencoderScores,
  recvae: autoencoderScores,
  vasp: vaspScores,
  cdae: cdaeScores,
  ials: ialsScores,
  wmf: wmfScores,
  slim: sparseScores,
  ease: easeScores,
  edlae: easeScores,
  rdlae: easeScores,
  elsa: elsaScores,
  'item-knn': sparseScores,
  'user-knn': userNeighbourScores,
  mf: matrixFactorizationScores,
  autorec: autoRecScores,
  popularity: popularityScores,
}
