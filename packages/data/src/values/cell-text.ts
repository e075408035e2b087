/** The text of a cell, which is empty where there is no value. */
export function cellText(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell)
}
