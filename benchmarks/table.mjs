import Table from 'cli-table3'

/** Prints rows of texts and numbers under headings. */
export function printTable(head, rows) {
  const numeric = head.map((_, column) => rows.some((row) => typeof row[column] === 'number'))
  const table = new Table({
    head,
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  })
  table.push(...rows.map((row) => row.map(format)))
  console.log(`${table}\n`)
}

function format(value) {
  if (value === undefined) return '–'
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value)
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}
