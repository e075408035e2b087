import { cellsOf, type QueryRows, type Row } from './query-rows'

/** Rows by which columns are chosen. */
export const FIRST_ROWS = 1000

/** Rows of which the first can be seen before columns are chosen. */
export interface ShownRows extends QueryRows {
  /** The first rows with all cells, at most 1000; call it once at most, and before `batches`. */
  first(): Promise<readonly Row[]>
  /** Ends a query whose rows are not read to the end. */
  end(): Promise<void>
}

/** Rows of a query, which runs once: the batch that shows the first ones is kept for those that are read. */
export function shownRows(rows: QueryRows): ShownRows {
  const width = rows.columns.length
  let begun: { readonly batch: readonly Row[]; readonly rest: AsyncIterator<readonly Row[]> } | undefined
  return {
    ...rows,
    async first() {
      const all = Array.from({ length: width }, (_, column) => column)
      const rest = rows.batches(all)[Symbol.asyncIterator]()
      const { value: batch = [] } = await rest.next()
      begun = { batch, rest }
      return batch.slice(0, FIRST_ROWS)
    },
    async end() {
      await begun?.rest.return?.()
    },
    async *batches(columns) {
      if (!begun) return yield* rows.batches(columns)
      const { batch, rest } = begun
      yield cellsOf(batch, columns, width)
      for await (const further of { [Symbol.asyncIterator]: () => rest })
        yield cellsOf(further, columns, width)
    },
  }
}
