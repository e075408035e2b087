import { badInput } from '../process/bad-input'
import type { UserHistories } from './user-histories'

/**
 * Requires that the first row of histories is no header: of a file that is read without one, its item must be known to the model, or its
 * user have more rows, where the model knows some item of the other rows.
 *
 * @param where the file, for the error
 * @throws bad input, which asks
 */
export function requireNoHeader(
  { rated, mayHaveHeader = false }: UserHistories,
  itemIds: readonly string[],
  where: string,
): void {
  const [user, item] = [rated.userIds[0], rated.itemIds[0]]
  if (!mayHaveHeader || user === undefined || item === undefined) return
  const isAlone = rated.offsets[1] === 1 && rated.items[0] === 0 && !rated.items.includes(0, 1)
  if (!isAlone) return
  const known = new Set(itemIds)
  if (known.has(item) || !rated.itemIds.some((id) => known.has(id))) return
  throw badInput(
    `${where}: the first row must be surely a history or a header, got '${user}' and '${item}', which the model does not know: choose with --header or --no-header`,
  )
}
