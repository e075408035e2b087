import { z } from 'zod'
import { type Comparison, compareRuns } from '../comparison/compare-runs'
import { readNamedRuns } from '../comparison/named-runs'

/** JSON has no NaN: of a single user there is no standard error. */
const orNull = z.number().nullable()

/** What the finished runs of a series come to. */
export const seriesSummary = z.strictObject({
  /** Finished runs, by their names. */
  runs: z.array(z.string()),
  /** Test users of all of them. */
  users: z.int(),
  /** Further test users, with nothing held out; not in the files of early versions. */
  withoutHeldOutItems: z.int().optional(),
  metrics: z.record(
    z.string(),
    z.strictObject({
      mean: z.number(),
      /** Over the users. */
      standardError: orNull,
      /** Of the means of the seeds; not with one seed. */
      seedDeviation: z.number().optional(),
      seedMeans: z.array(z.number()).optional(),
    }),
  ),
})

export type SeriesSummary = z.infer<typeof seriesSummary>

/** Compares finished runs of one model with popularity, as `hvamp compare` does. */
export async function compareSeries(folders: readonly string[]): Promise<Comparison> {
  const results = await readNamedRuns([{ folders, origin: 'series' }])
  return compareRuns(results, { seeds: 'mean', seed: 0, resamples: 100 })
}

/** The summary of a comparison of one system. */
export function summaryOf(
  { users, withoutHeldOutItems, systems }: Comparison,
  runs: readonly string[],
): SeriesSummary {
  const { metrics, seeds } = systems[0]!
  return {
    runs: [...runs],
    users,
    withoutHeldOutItems,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, { mean, standardError }]) => [
        name,
        {
          mean,
          standardError: Number.isFinite(standardError) ? standardError : null,
          ...(seeds?.[name] && {
            seedDeviation: seeds[name].deviation,
            seedMeans: [...seeds[name].means],
          }),
        },
      ]),
    ),
  }
}
