import { type ColumnRole, columnRoles, findColumn } from '../columns/column-names'
import { NO_HEADER } from '../columns/number-or-name'
import type { HeadLine } from '../lines/file-head'
import { fileError, quoted, undecidedBut } from '../values/file-error'

const RELATION = /^\s*@relation\b/i
const ATTRIBUTE = /^\s*@attribute\s+(?:'([^']*)'|"([^"]*)"|(\S+))/i
const DATA = /^\s*@data\b/i
const SPARSE = /^\s*\{\s*(?:\d+\s|\})/
const SINGLE_QUOTED = /(?:^|,)\s*'[^']*'\s*(?:,|$)/

/** @throws if lines say what attributes the rows below them have, as in ARFF: with the options that read those rows; or if these are sparse */
export function requireNoAttributes(body: readonly HeadLine[], where: string): void {
  if (!RELATION.test(body[0]!.text)) return
  const data = body.find(({ text }) => DATA.test(text))
  const first = data && body[body.indexOf(data) + 1]?.text
  if (first !== undefined && SPARSE.test(first)) {
    const got = `sparse rows of ARFF, ${quoted(first)}: write all values of each, as Weka's filter SparseToNonSparse does`
    throw fileError(where, 'rows with a value for each attribute', got)
  }
  const names = body.flatMap(({ text }) => {
    const [, ...name] = ATTRIBUTE.exec(text) ?? []
    return name.find((each) => each !== undefined) ?? []
  })
  const columns = Object.fromEntries(
    columnRoles.filter((role) => role !== 'timestamp').flatMap((role) => placeOf(role, names, where)),
  )
  const likely = { ...(data && { skipLines: data.line }), ...columns }
  const isFound = 'columns.user' in columns && 'columns.item' in columns
  const together = ['skipLines', NO_HEADER, ...(isFound ? Object.keys(columns) : [])]
  const options = isFound ? together : [...together, 'columns']
  const quotes = SINGLE_QUOTED.test(first ?? '')
    ? '; its single quotes would be part of ids: write double ones before'
    : ''
  const got = `attributes of ARFF above rows, ${quoted(body[0]!.text.trim())}${quotes}`
  throw undecidedBut(where, 'a table with a header, or rows alone', got, { options, likely, together })
}

function placeOf(role: ColumnRole, names: readonly string[], where: string): [string, number][] {
  try {
    const column = findColumn(names, role, undefined, where)
    return column < 0 ? [] : [[`columns.${role}`, column]]
  } catch {
    return [] // several fit
  }
}
