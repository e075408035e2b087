import type { SchemaElement } from 'hyparquet'

/** The elements of a parquet schema for a column of vectors: a list of 32-bit floats, none of which is absent. */
export function vectorElements(name: string): SchemaElement[] {
  return [
    { name, converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  ]
}
