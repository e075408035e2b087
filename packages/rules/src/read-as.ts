/**
 * Says which option of `itemTable` reads a column as another type than its cells look like.
 *
 * @param type as it is written in code
 * @example readAs('price', "'number'") // "which types: { price: 'number' } of itemTable reads"
 */
export function readAs(name: string, type: string): string {
  const key = /^[\p{L}_][\p{L}\d_]*$/u.test(name) ? name : `'${name}'`
  return `which types: { ${key}: ${type} } of itemTable reads`
}
