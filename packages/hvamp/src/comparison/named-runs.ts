import { type RunResults, readResults } from './read-results'

/** Finished runs that are named for a comparison. */
export interface NamedRuns {
  readonly folders: readonly string[]
  /** The series, tuning or row of a table whose runs they are; undefined of a run that is named by itself. */
  readonly origin?: string | undefined
}

/** @throws bad input if a folder is no finished run, or its files do not fit together */
export async function readNamedRuns(named: readonly NamedRuns[]): Promise<RunResults[]> {
  const runs = named.flatMap(({ folders, origin }) =>
    folders.map(async (folder) => ({ ...(await readResults(folder)), origin })),
  )
  return Promise.all(runs)
}
