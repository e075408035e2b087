/**
 * The option of `itemTable` that gives a column another type than its cells look like.
 *
 * @param type as it is written in code
 * @example typesOption('price', "'number'") // "types: { price: 'number' } of itemTable"
 */
export function typesOption(name: string, type: string): string {
  const key = /^[\p{L}_][\p{L}\d_]*$/u.test(name) ? name : `'${name}'`
  return `types: { ${key}: ${type} } of itemTable`
}

/**
 * Says that this option reads a column.
 *
 * @example readAs('price', "'number'") // "which types: { price: 'number' } of itemTable reads"
 */
export function readAs(name: string, type: string): string {
  return `which ${typesOption(name, type)} reads`
}
