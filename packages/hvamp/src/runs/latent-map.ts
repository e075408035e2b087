import { join } from 'node:path'
import { type Interactions, selectUsers } from '@hvamp/data'
import type { Recommender } from '@hvamp/models'
import { z } from 'zod'
import { writeWhole } from '../files/write-file'
import { runFiles } from './run-files'

/** Users on a map at most: enough to see its shape. */
const most = 1000

/** What `latent.json` of a run folder holds: a map of the top latents, in columns with an entry for each user. */
export const latentMap = z.strictObject({
  userIds: z.array(z.string()),
  /** The first two principal components of the posterior means. */
  x: z.array(z.number()),
  y: z.array(z.number()),
  /** Shares of the variance that the two have. */
  varianceShares: z.tuple([z.number(), z.number()]),
  /** The component of the prior with the greatest share in each: of a VampPrior, its pseudo-input. */
  components: z.array(z.int()).optional(),
})

export type LatentMap = z.infer<typeof latentMap>

/** Writes where the first users lie in the model's latents, if it has any. */
export async function writeLatentMap(
  folder: string,
  model: Recommender,
  histories: Interactions,
): Promise<void> {
  const count = Math.min(most, histories.userCount)
  if (!model.locate || count < 2) return
  const users = selectUsers(histories, [...Array(count).keys()])
  const { means, components } = await model.locate(users)
  const map: LatentMap = {
    userIds: [...users.userIds],
    ...(await principalPlane(means.values as Float32Array, means.shape[1]!)),
    ...(components && { components: [...components] }),
  }
  await writeWhole(join(folder, runFiles.latent), `${JSON.stringify(map)}\n`)
}

/** Rows projected on their first two principal components, each turned so that its greatest loading is positive. */
async function principalPlane(
  values: Float32Array, // [rows, columns]
  columns: number,
): Promise<Pick<LatentMap, 'x' | 'y' | 'varianceShares'>> {
  const { PCA } = await import('ml-pca')
  const rows = Array.from({ length: values.length / columns }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  )
  const analysis = new PCA(rows, { method: 'covarianceMatrix' })
  const projected = analysis.predict(rows)
  const share = (component: number) => Math.max(analysis.getExplainedVariance()[component] || 0, 0)
  const axis = (component: number) => {
    if (share(component) === 0) return rows.map(() => 0) // one latent, or all in one place
    const loadings = analysis.getEigenvectors().getColumn(component)
    const greatest = loadings.reduce((best, loading) => (Math.abs(loading) > Math.abs(best) ? loading : best))
    return projected.getColumn(component).map((value) => Number((value * Math.sign(greatest)).toPrecision(5)))
  }
  return { x: axis(0), y: axis(1), varianceShares: [share(0), share(1)] }
}
