/**
 * As many of the parts as fit in a line, the most important first; the first is there in any case.
 *
 * @param columns of the terminal that the line may take
 */
export function fittingParts(parts: readonly string[], columns: number): string {
  let line = parts[0] ?? ''
  for (const part of parts.slice(1)) {
    const longer = `${line} · ${part}`
    if (longer.length > columns) break
    line = longer
  }
  return line
}
