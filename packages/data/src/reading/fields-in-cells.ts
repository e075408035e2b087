/** `name:Cap|sku:C-1`, `name: Cap; sku: C-1`, `{"sku":"C-1"}`, `[{'sku': 'C-1'}]`: named fields of one thing, as plugins of shops pack them. */
const NAMED_FIELDS = /^(?:[[{]+\s*["']\w+["']\s*:|([a-z_][\w ]*):[^|;,]*[|;,]\s*[a-z_][\w ]*:)/i
const FEWEST_CELLS = 2
const SHARE = 0.5 // of the cells

/** The first of the cells that packs several named fields, if most of them do. */
export function packedCell(cells: readonly string[]): string | undefined {
  const packed = cells.filter((cell) => NAMED_FIELDS.test(cell))
  return packed.length >= Math.max(FEWEST_CELLS, SHARE * cells.length) ? packed[0] : undefined
}
