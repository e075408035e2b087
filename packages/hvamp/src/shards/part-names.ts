import type { PartFormat } from '../settings/shard'

/** The folder, beside the parts, with what is known of them: readers of data pass over names that begin so. */
export const aboutParts = '_hvamp'

/** The name of a part without its ending: part-00017. */
export function partName(index: number): string {
  return `part-${String(index).padStart(5, '0')}`
}

/** The file of a part: part-00017.parquet. */
export function partFile(index: number, format: PartFormat): string {
  return `${partName(index)}.${format}`
}
