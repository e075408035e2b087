import { fittingColumns, onlyColumn } from '../columns/column-names'
import { fileError, quoted } from '../values/file-error'
import { type Failure, inferredType } from './inferred-type'
import type { ColumnType, RawTable, Table } from './table'
import { type TableNumbers, tableNumbers } from './table-numbers'
import { typedColumn } from './typed-column'
import { withoutCurrency } from './without-currency'

/** A table out of its cells, whose columns get their types when they are asked for. */
export function typedTable({ name, cells: source, rowCount, columns, placeOf, ...written }: RawTable): Table {
  const { decimal: chosen, delimiter, lists } = written
  const columnNames = [...columns.keys()]
  const texts = source === 'texts' ? columns : new Map<string, readonly unknown[]>()
  let shown: TableNumbers | undefined // by all columns: only numbers and dates ask for them
  return {
    name,
    rowCount,
    columnNames,
    find(role, fit = () => 0) {
      const fitting = fittingColumns(columnNames, role, undefined)
      const fits = fitting.length > 1 ? fitting.map((column) => fit(columnNames[column]!)) : [0]
      const best = fitting.filter((_, i) => fits[i] === Math.max(...fits))
      return columnNames[onlyColumn(best, columnNames, role, name)]
    },
    column(column, type) {
      const all = columns.get(column)
      if (!all) throw fileError(name, `a column '${column}'`, `columns ${columnNames.map(quoted).join(', ')}`)
      const failure: Failure = (row, expected, got) =>
        fileError(placeOf(row), `${expected} as '${column}'`, got)
      const cells = isOfNumbers(type) ? withoutCurrency(all, failure) : all
      if (!isOfNumbers(type)) shown ??= tableNumbers({ chosen, columns: texts, delimiter })
      const ofAll = isOfNumbers(type) ? undefined : shown
      const numbers = ofAll ?? tableNumbers({ chosen, columns: texts, own: cells, delimiter })
      const { numberOf } = numbers
      const list = lists?.get(column)
      const known = type ?? (list === undefined ? undefined : { list })
      const found = known ?? inferredType(cells, { source, numberOf, failure })
      if (isOfNumbers(found) && source === 'texts') numbers.requireSure(cells, column, placeOf)
      if (isOfNumbers(type)) numbers.requireMark(cells, column, placeOf)
      return typedColumn(cells, found, { numberOf, failure })
    },
  }
}

function isOfNumbers(type: ColumnType | undefined): boolean {
  return type === 'number' || type === 'number-or-missing'
}
