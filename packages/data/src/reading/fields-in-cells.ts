/** `{"sku":"C-1"}`, `[{'sku': 'C-1'}]`: an object as programs print it. */
const OBJECT = /^[[{]+\s*["']\w+["']\s*:/
/** A name of a field, at the start of a cell or behind a separator: of `name:Cap, blue|sku:C-1` name and sku. */
const KEY = /(?:^|[|;,\n])\s*([\p{L}_][\p{L}\p{N}_ ]{0,30}):/giu
const BETWEEN = /[|;]/
const QUANTITY = /^\d{1,3}$/
const FEWEST_CELLS = 2
const SHARE = 0.5 // of the cells
const FEWEST_FIELDS = 3 // without names: a product, what else it is called, and how many
const FEWEST_PRODUCTS = 5 // of several quantities
const LONGEST = 300 // characters of a cell that are looked at

/**
 * The first of the cells that packs several fields of one thing, as plugins of shops do, if most of them do: an object; the same names of
 * fields, `name:Cap, blue|sku:C-1`; without names a product, its number and a quantity, `Cap, blue|C-1|2`.
 */
export function packedCell(cells: readonly string[]): string | undefined {
  const fewest = Math.max(FEWEST_CELLS, SHARE * cells.length)
  const objects = cells.filter((cell) => OBJECT.test(cell))
  return objects.length >= fewest ? objects[0] : (namedFields(cells, fewest) ?? fieldsWithQuantities(cells))
}

/** The first of the cells that begin with the name of a field and have a further one, where most cells have both. */
function namedFields(cells: readonly string[], fewest: number): string | undefined {
  const counts = new Map<string, number>()
  const keys = cells.map((cell) => keysOf(cell))
  for (const key of keys.flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
  const isShared = (key: string) => counts.get(key)! >= fewest
  const isPacked = ([first, ...more]: readonly string[]) =>
    first !== undefined && isShared(first) && more.some(isShared)
  const packed = cells.filter((_, cell) => isPacked(keys[cell]!))
  return packed.length >= fewest ? packed[0] : undefined
}

/** Those of a cell that begins with one, each once. */
function keysOf(cell: string): readonly string[] {
  if (!cell.includes(':')) return []
  const found = [...cell.slice(0, LONGEST).matchAll(KEY)]
  return found[0]?.index === 0 ? [...new Set(found.map(([, key]) => key!.trim().toLowerCase()))] : []
}

/**
 * The first cell, where all have the same number of fields, the last is a quantity, mostly 1, and of those before it one says nothing that
 * another does not: a product with its name and its number.
 */
function fieldsWithQuantities(cells: readonly string[]): string | undefined {
  const separator = BETWEEN.exec(cells[0] ?? '')?.[0]
  if (separator === undefined) return undefined
  const rows = cells.map((cell) => cell.split(separator).map((field) => field.trim()))
  const count = rows[0]!.length
  if (count < FEWEST_FIELDS || !rows.every((row) => row.length === count && QUANTITY.test(row.at(-1)!)))
    return undefined
  const quantities = new Map<string, string[]>()
  for (const row of rows) {
    const product = row.slice(0, -1).join(separator)
    quantities.set(product, [...(quantities.get(product) ?? []), row.at(-1)!])
  }
  const products = [...quantities.values()]
  const areMany = products.filter(({ length }) => length > 1).length >= FEWEST_PRODUCTS
  const areSingle = products.filter((each) => each.includes('1')).length >= SHARE * products.length
  const isTwice = new Set(rows.map(([name]) => name)).size === products.length
  const isNumbered = new Set(rows.map((row) => row[1])).size === products.length
  return areMany && areSingle && isTwice && isNumbered ? cells[0] : undefined
}
