import { TableOfOthersError } from '@hvamp/databases'
import { badInput, checkingInput } from '../process/bad-input'

/**
 * Runs what writes a table, or asks whether it may.
 *
 * @param wayOut what to do where the table is one that hvamp did not write, for the error
 * @throws bad input if it is
 */
export async function sparingOthers<T>(
  work: () => Promise<T>,
  wayOut = 'choose another --into, or --replace it',
): Promise<T> {
  try {
    return await checkingInput(work)
  } catch (error) {
    const { cause } = error as Error
    throw cause instanceof TableOfOthersError ? badInput(`${cause.problem}: ${wayOut}`, cause) : error
  }
}
