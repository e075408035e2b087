import { cellsOf } from '../text/cells'
import { fileError } from '../text/file-error'
import { LONGEST_RECORD, linesOf, quotedRecords } from '../text/quoted-records'
import { emptyRows, type RowParser } from './table-rows'

const DELIMITERS = [',', ';', '\t', '|']

/**
 * Reads the records of a CSV or TSV below its header.
 *
 * @param header the first line; the delimiter is the one that most cuts it
 * @param line number of the header's line
 * @throws if a column has no name of its own
 */
export function delimitedRows(header: string, name: string, line: number): RowParser {
  const readings = DELIMITERS.map((delimiter) => ({
    delimiter,
    names: cellsOf(header, delimiter, 'double'),
  }))
  const { delimiter, names } = readings.reduce((most, each) =>
    each.names.length > most.names.length ? each : most,
  )
  const rows = emptyRows(`${name}:${line}`, names)
  const columns = [...rows.columns.values()]
  const records = quotedRecords(delimiter)
  let read = line

  const failure = (expected: string, got: string) => fileError(`${name}:${read + 1}`, expected, got)

  function parse(block: Uint8Array, isLast = false): void {
    const { records: complete, malformed } = records.read(block, isLast)
    for (const record of complete) {
      const isBlank = record.length === 1 && record[0]!.trim() === ''
      if (!isBlank) {
        if (record.length !== columns.length) throw failure(`${columns.length} fields`, `${record.length}`)
        for (const [column, cells] of columns.entries()) cells.push(record[column]!.trim())
        rows.lines.push(read + 1)
      }
      read += linesOf(record)
    }
    if (malformed) throw failure('a delimiter or a line end after a closing quote', 'other text')
    if (records.open > LONGEST_RECORD)
      throw failure('a closing quote', `none in ${LONGEST_RECORD} characters`)
  }

  return {
    rows,
    cells: 'texts',
    get line() {
      return read
    },
    parse,
    end() {
      if (records.open > 0) parse(new Uint8Array(0), true)
      if (records.open > 0) throw failure('a closing quote', 'the end of the file')
    },
  }
}
