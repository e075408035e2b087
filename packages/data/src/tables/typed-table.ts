import { fittingColumns, onlyColumn } from '../columns/column-names'
import { fileError, quoted } from '../values/file-error'
import { type Failure, inferredType } from './inferred-type'
import { marksOfColumns, marksOfNumbers, type ShownMark } from './shown-marks'
import type { ColumnType, RawTable, Table } from './table'
import { tableNumbers } from './table-numbers'
import { typedColumn } from './typed-column'
import { withoutApostrophes } from './without-apostrophes'
import { withoutCurrency } from './without-currency'

/** What a column that is read may have. */
const VALUES = 'numbers, texts, booleans, dates, or lists of texts or integers'

/** A table out of its cells, whose columns get their types when they are asked for. */
export function typedTable({ name, cells: source, rowCount, columns, placeOf, ...written }: RawTable): Table {
  const { decimal: chosen, delimiter, lists, escaped, unread: others } = written
  const columnNames = [...columns.keys()]
  const unread = new Map(
    Array.from(others ?? [], ([column, held]) => [column, fileError(name, `${VALUES} as '${column}'`, held)]),
  )
  let ofTable: ReadonlySet<ShownMark> | undefined // of texts

  function numbersWith(own: readonly unknown[]) {
    if (chosen !== undefined) return tableNumbers({ chosen, shown: new Set(), delimiter })
    ofTable ??= marksOfColumns(source === 'texts' ? columns.values() : [])
    const shown = own.length === 0 ? ofTable : new Set([...ofTable, ...marksOfNumbers(own)])
    return tableNumbers({ chosen, shown, delimiter })
  }

  return {
    name,
    rowCount,
    columnNames,
    ...(escaped && { escaped }),
    ...(unread.size > 0 && { unread }),
    find(role, fit = () => 0) {
      const fitting = fittingColumns(columnNames, role, undefined)
      const fits = fitting.length > 1 ? fitting.map((column) => fit(columnNames[column]!)) : [0]
      const best = fitting.filter((_, i) => fits[i] === Math.max(...fits))
      return columnNames[onlyColumn(best, columnNames, role, name)]
    },
    column(column, type) {
      const why = unread.get(column)
      if (why) throw why
      const all = columns.get(column)
      if (!all) throw fileError(name, `a column '${column}'`, `columns ${columnNames.map(quoted).join(', ')}`)
      const failure: Failure = (row, expected, got) =>
        fileError(placeOf(row), `${expected} as '${column}'`, got)
      const areNumbers = isOfNumbers(type)
      const cells = areNumbers ? withoutApostrophes(withoutCurrency(all, failure)) : all
      const numbers = numbersWith(areNumbers ? cells : [])
      const { numberOf } = numbers
      const list = lists?.get(column)
      const known = type ?? (list === undefined ? undefined : { list })
      const found = known ?? inferredType(cells, { source, numberOf, failure })
      if (isOfNumbers(found) && source === 'texts') numbers.requireSure(cells, column, placeOf)
      if (areNumbers) numbers.requireOneMark(cells, column, placeOf)
      return typedColumn(cells, found, { numberOf, failure })
    },
  }
}

function isOfNumbers(type: ColumnType | undefined): boolean {
  return type === 'number' || type === 'number-or-missing'
}
