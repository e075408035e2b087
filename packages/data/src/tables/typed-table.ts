import { findColumn } from '../text/column-names'
import { fileError, quoted } from '../text/file-error'
import { numberIn } from '../text/numbers-in-text'
import { type DecimalMark, ratingNumbers } from '../text/rating-numbers'
import { type Failure, inferredType } from './inferred-type'
import type { RawTable, Table } from './table'
import { typedColumn } from './typed-column'

/** A table out of its cells, whose columns get their types when they are asked for. */
export function typedTable({ name, cells: source, rowCount, columns, decimal, placeOf }: RawTable): Table {
  const numberOf = decimal === undefined ? numberIn : numbersMarked(decimal)
  const columnNames = [...columns.keys()]
  return {
    name,
    rowCount,
    columnNames,
    find: (role) => columnNames[findColumn(columnNames, role, undefined, name)],
    column(column, type) {
      const cells = columns.get(column)
      if (!cells)
        throw fileError(name, `a column '${column}'`, `columns ${columnNames.map(quoted).join(', ')}`)
      const failure: Failure = (row, expected, got) =>
        fileError(placeOf(row), `${expected} as '${column}'`, got)
      return typedColumn(cells, type ?? inferredType(cells, { source, numberOf, failure }), {
        numberOf,
        failure,
      })
    },
  }
}

/** Reads numbers with this mark before the decimals, and the other one for thousands; NaN for any other text. */
function numbersMarked(decimal: DecimalMark): (text: string) => number {
  const numbers = ratingNumbers({ chosen: decimal, isContinental: false })
  return (text) => numbers.inText(text, () => '')
}
