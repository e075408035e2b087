import { quoted } from '../values/file-error'

/** A cell as an error shows it. */
export function shownCell(cell: unknown): string {
  if (typeof cell === 'string') return quoted(cell)
  if (cell === undefined || cell === null) return 'nothing'
  if (Array.isArray(cell)) return 'a list'
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'an invalid date' : cell.toISOString()
  return typeof cell === 'object' ? 'an object' : String(cell)
}
