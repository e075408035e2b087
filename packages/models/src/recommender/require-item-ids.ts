/**
 * Checks the ids of a model's items: texts that are not empty, all different.
 *
 * @param where begins the error, such as the name of a file
 * @throws naming the first that breaks a rule
 * @example requireItemIds('model.json', itemIds)
 */
export function requireItemIds(where: string, itemIds: readonly unknown[]): void {
  const known = new Set<unknown>()
  for (const [item, id] of itemIds.entries()) {
    if (typeof id !== 'string' || id === '') {
      const got = typeof id === 'string' ? "''" : String(id)
      throw new Error(`${where}: itemIds must be texts of at least one character, got ${got} at ${item}`)
    }
    if (known.has(id)) throw new Error(`${where}: itemIds must differ, got '${id}' twice`)
    known.add(id)
  }
}
