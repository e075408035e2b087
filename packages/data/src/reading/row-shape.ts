import { fileError, quoted } from '../values/file-error'

/** What the cells of a column are, without those that are missing: all numbers, or none. */
export type CellKind = 'numbers' | 'texts'

/** How the rows of a table without header look, by which rows of one table are told from those of another. */
export interface RowShape {
  /** The number of its first row's line. */
  readonly line: number
  /** The cells of its first row. */
  readonly first: readonly string[]
  /** Of each column; undefined of one with both kinds, or with texts that may be ids beside numbers that are. */
  readonly kinds: readonly (CellKind | undefined)[]
}

/** What to do with files that are not of one table. */
export const ONE_KIND = 'name the files with rows of one kind alone'

/** A file whose rows have a shape. */
export interface ShapedFile {
  /** What errors call it. */
  readonly path: string
  readonly shape: RowShape
}

/**
 * Why rows of two files are not of one table; undefined if they may be.
 *
 * @returns the error, which says of the later file what differs
 */
export function differingRows({ path, shape }: ShapedFile, first: ShapedFile): Error | undefined {
  const where = `${path}:${shape.line}`
  const [width, firstWidth] = [shape, first.shape].map(({ kinds }) => kinds.length)
  if (width !== firstWidth) {
    return fileError(
      where,
      `${firstWidth} fields without a header, as ${first.path} has`,
      `${width}: ${ONE_KIND}`,
    )
  }
  const column = shape.kinds.findIndex((kind, i) => {
    const firstKind = first.shape.kinds[i]
    return kind !== undefined && firstKind !== undefined && kind !== firstKind
  })
  if (column < 0) return undefined
  const expected = `${first.shape.kinds[column]} in column ${column}, as ${first.path} has`
  return fileError(where, expected, `${quoted(shape.first[column]!)}: ${ONE_KIND}`)
}
