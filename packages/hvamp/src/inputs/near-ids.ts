import { grouped } from '../terminal/format'

const shown = 5

/** The first ids, and how many more there are. */
export function preview(ids: readonly string[]): string {
  const named = ids.slice(0, shown).map((id) => `'${id}'`)
  if (ids.length > named.length) named.push(`${grouped(ids.length - named.length)} more`)
  return named.join(', ')
}

/**
 * The same of ids that are not there, and of those that are and differ only in zeros before a number, capitals, spaces around them,
 * or a `.0` at the end: `'7', 'ab' ('0007', 'AB' are there)`.
 */
export function previewMissing(missing: readonly string[], there: readonly string[]): string {
  const wanted = new Set(missing.slice(0, shown).map(plain))
  const near = there.filter((id) => wanted.has(plain(id))).slice(0, shown)
  if (near.length === 0) return preview(missing)
  return `${preview(missing)} (${preview(near)} ${near.length === 1 ? 'is' : 'are'} there)`
}

/** An id without the decimals that it has from a double: `984703.0`, as pandas writes a column of ids with gaps. */
export function withoutDecimals(id: string): string {
  return id.replace(/(?<=^\d+)\.0+$/, '')
}

/** An id without what programs on its way may have changed. */
function plain(id: string): string {
  return withoutDecimals(
    id
      .trim()
      .normalize('NFC')
      .toLowerCase()
      .replace(/(?<![\d.])0+(?=\d)/g, ''),
  )
}
