/** That all ids of users or items are numbers with decimals, as pandas writes a column with gaps, in a line; undefined of others. */
export function decimalsLine(
  path: string,
  {
    users,
    items = [],
  }: { readonly users: readonly string[]; readonly items?: readonly string[] | undefined },
): string | undefined {
  const found = [inWords('users', users), inWords('items', items)].filter((text) => text !== undefined)
  if (found.length === 0) return undefined
  return `${path}: ids of ${found.join(' and ')} have decimals, as pandas writes a column with gaps, and results will have them so: if they are integers elsewhere, write the column as such (Int64) before`
}

function inWords(role: string, ids: readonly string[]): string | undefined {
  const areDecimals = ids.length > 0 && ids.every((id) => /^\d+\.0$/.test(id))
  return areDecimals ? `${role}, such as '${ids[0]}',` : undefined
}
