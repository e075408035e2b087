import type { Sources } from './moved-array'

/** The items of the data, as an earlier model knows them. */
export interface ItemsThen {
  /** For each item its number in the earlier model, −1 for a new one. */
  readonly earlier: Int32Array
  /** Number of items that the earlier model has. */
  readonly earlierCount: number
}

/**
 * Where the values of an axis of a weight come from. One that grows by several with each item has as many blocks, and each
 * begins with the items.
 *
 * @param growth by how much the axis is longer with one item more
 * @returns 'other' if the earlier axis has another length than the same network would have had then
 */
export function axisSources(
  { earlier, earlierCount }: ItemsThen,
  { size, sizeBefore, growth }: { size: number; sizeBefore: number | undefined; growth: number },
): Sources | 'other' {
  const items = earlier.length
  if (sizeBefore !== size - growth * (items - earlierCount)) return 'other'
  if (growth === 0) return undefined
  const [block, blockBefore] = [size / growth, sizeBefore / growth]
  return Int32Array.from({ length: size }, (_, at) => {
    const within = at % block
    const before = within < items ? earlier[within]! : earlierCount + within - items
    return before < 0 ? -1 : Math.floor(at / block) * blockBefore + before
  })
}
