/**
 * Refuses an option that does not exist, such as a misspelt one, which would have no effect.
 *
 * @param what prefix of the error message, such as `binarize: options`
 * @param known has every option as a key; the compiler refuses one that lacks an option
 * @throws if the options are no object, or have a name that is not among the known ones
 * @example requireKnown('binarize: options', options, { atLeast: true })
 */
export function requireKnown<Options extends object>(
  what: string,
  options: Options,
  known: Readonly<Record<keyof NoInfer<Options>, unknown>>,
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new Error(`${what} must be an object, got ${Array.isArray(options) ? 'a list' : String(options)}`)
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name))
  if (unknown === undefined) return
  throw new Error(`${what} must be among ${Object.keys(known).join(', ')}, got '${unknown}'`)
}
