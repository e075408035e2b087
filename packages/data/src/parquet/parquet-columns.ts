import type { SchemaElement, SchemaTree } from 'hyparquet'

/** A column of a parquet file: one of its own, or a field of the structures in its lists. */
export interface ParquetColumn {
  /** Of a field in lists it begins with the name of their column: `orders.item`. */
  readonly name: string
  /** The column of the file, which is read. */
  readonly within: string
  /** One value a row; a list of values a row; or values further in, which are not read. */
  readonly holds: 'value' | 'list' | 'more'
  /** The key of the value in each element of a list of structures. */
  readonly key?: string
  /** Type of the values. */
  readonly element: SchemaElement
}

/** The columns of a file in its order, and after them the fields of structures in lists. */
export function parquetColumns(schema: readonly SchemaTree[]): readonly ParquetColumn[] {
  return [...schema.map(columnOf), ...schema.flatMap(fieldsOf)]
}

function columnOf(tree: SchemaTree): ParquetColumn {
  const { element } = tree
  const own = { name: element.name, within: element.name, element }
  if (tree.children.length === 0)
    return { ...own, holds: element.repetition_type === 'REPEATED' ? 'more' : 'value' }
  const inList = elementOf(tree)
  if (!inList || inList.children.length > 0) return { ...own, holds: 'more' }
  return { ...own, holds: 'list', element: inList.element }
}

/** The values of the structures that a list has. */
function fieldsOf(tree: SchemaTree): readonly ParquetColumn[] {
  const within = tree.element.name
  return (elementOf(tree)?.children ?? []).flatMap(({ element, children }) =>
    children.length > 0 || element.repetition_type === 'REPEATED'
      ? []
      : [{ name: `${within}.${element.name}`, within, holds: 'list' as const, key: element.name, element }],
  )
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
