import type { FileMetaData, SchemaElement } from 'hyparquet'

/** Logical types that stand for the converted type of the same name, the only one that the parquet library looks at. */
const SAME = ['DECIMAL', 'DATE', 'LIST', 'MAP'] as const

/** The metadata with the converted type of each element, also where a program wrote the logical type alone, which is newer. */
export function withConvertedTypes(metadata: FileMetaData): FileMetaData {
  return { ...metadata, schema: metadata.schema.map(withConvertedType) }
}

function withConvertedType(element: SchemaElement): SchemaElement {
  const { logical_type: logical } = element
  const converted = element.converted_type ?? SAME.find((type) => type === logical?.type)
  if (converted === undefined) return element
  const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : undefined)
  return { ...element, converted_type: converted, ...(scale !== undefined && { scale }) }
}
