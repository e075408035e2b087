import { fittingColumns } from '../columns/column-names'

/** Whether one of the names of a table's columns is known as that of ids of items, as `id` and `sku` are. */
export function nameItems(names: readonly string[]): boolean {
  return (
    names.some((name) => name.toLowerCase() === 'id') || fittingColumns(names, 'item', undefined).length > 0
  )
}
