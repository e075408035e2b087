/** What the cells of a column are read as. */
type ReadAs = 'number' | 'number-or-missing' | { readonly list: string }

/**
 * The option of `itemTable` that gives a column another type than its cells look like, and that of the command.
 *
 * @example typesOption('price', 'number') // "types: { price: 'number' } of itemTable (of the command: --table-type price=number)"
 */
export function typesOption(name: string, type: ReadAs): string {
  const key = /^[\p{L}_][\p{L}\d_]*$/u.test(name) ? name : `'${name}'`
  const [inCode, flag] =
    typeof type === 'string' ? [`'${type}'`, type] : [`{ list: '${type.list}' }`, type.list]
  const word = `${name}=${flag}`
  const shown = /^[\p{L}\d_=-]+$/u.test(word) ? word : `'${word}'`
  return `types: { ${key}: ${inCode} } of itemTable (of the command: --table-type ${shown})`
}

/**
 * Says that this option reads a column.
 *
 * @example readAs('price', 'number') // "read it by types: { price: 'number' } of itemTable (of the command: --table-type price=number)"
 */
export function readAs(name: string, type: ReadAs): string {
  return `read it by ${typesOption(name, type)}`
}
