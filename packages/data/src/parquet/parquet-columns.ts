import type { SchemaElement, SchemaTree } from 'hyparquet'

/** A column of a parquet file: one of its own, or a field of the structures in its cells or lists. */
export interface ParquetColumn {
  /** Of a field it begins with the name of its column: `orders.item`. */
  readonly name: string
  /** The column of the file, which is read. */
  readonly within: string
  /** One value a row; a list of values a row; or values further in, which are not read. */
  readonly holds: 'value' | 'list' | 'more'
  /** Keys that lead to the value in a structure; none of a column of the file. */
  readonly keys: readonly string[]
  /** Type of the values. */
  readonly element: SchemaElement
}

/** The columns of a file in its order, and after them the fields of structures. */
export function parquetColumns(schema: readonly SchemaTree[]): readonly ParquetColumn[] {
  return [...schema.map(columnOf), ...schema.flatMap(fieldsOf)]
}

/** The value of a column in one of its cells, or in an element of its list; null where there is none. */
export function valueIn({ keys }: ParquetColumn, cell: unknown): unknown {
  let value = cell
  for (const key of keys) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key]
  return value ?? null
}

function columnOf(tree: SchemaTree): ParquetColumn {
  const { element } = tree
  const own = { name: element.name, within: element.name, keys: [], element }
  if (tree.children.length === 0)
    return { ...own, holds: element.repetition_type === 'REPEATED' ? 'more' : 'value' }
  const inList = elementOf(tree)
  if (!inList || inList.children.length > 0) return { ...own, holds: 'more' }
  return { ...own, holds: 'list', element: inList.element }
}

/** The values of the structures that cells are, or that are in their lists. */
function fieldsOf(tree: SchemaTree): readonly ParquetColumn[] {
  const within = tree.element.name
  const inList = elementOf(tree)
  const [structure, holds] = inList ? [inList, 'list' as const] : [tree, 'value' as const]
  if (!inList && !isStructure(tree)) return []
  return leavesOf(structure, []).map(({ keys, element }) => {
    return { name: [within, ...keys].join('.'), within, holds, keys, element }
  })
}

/** The values of a structure, and of structures in it. */
function leavesOf(
  { children }: SchemaTree,
  within: readonly string[],
): readonly Pick<ParquetColumn, 'keys' | 'element'>[] {
  return children.flatMap((child) => {
    const keys = [...within, child.element.name]
    if (isStructure(child)) return leavesOf(child, keys)
    const isValue = child.children.length === 0 && child.element.repetition_type !== 'REPEATED'
    return isValue ? [{ keys, element: child.element }] : []
  })
}

function isStructure(tree: SchemaTree): boolean {
  return tree.children.length > 0 && !isGroupOfList(tree)
}

/** The element of a list, as parquet writes lists: a group of the list, in it a repeated group, in that the element. */
function elementOf({ element, children }: SchemaTree): SchemaTree | undefined {
  const [repeated] = children
  if (element.converted_type !== 'LIST' || element.repetition_type === 'REPEATED') return undefined
  if (children.length !== 1 || repeated?.element.repetition_type !== 'REPEATED') return undefined
  const [inner] = repeated.children
  if (!inner) return repeated // of two levels, as older programs write it
  if (repeated.children.length > 1) return undefined
  return isGroupOfList(inner) ? undefined : inner
}

const isGroupOfList = ({ element }: SchemaTree) =>
  element.repetition_type === 'REPEATED' ||
  element.converted_type === 'LIST' ||
  element.converted_type === 'MAP'
