/**
 * Refuses an option that does not exist, such as a misspelt one, which would have no effect, and the lack of one that must be a function
 * or a source of randomness.
 *
 * @param what prefix of the error message, such as `binarize: options`
 * @param known has every option as a key, with 'function' or 'random' where it must be one; the compiler refuses one that lacks an option
 * @throws if the options are no object, have a name that is not among the known ones, or lack a function or a source of randomness
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
  if (unknown !== undefined) {
    throw new Error(`${what} must be among ${Object.keys(known).join(', ')}, got '${unknown}'`)
  }
  for (const [name, kind] of Object.entries(known)) {
    const value: unknown = options[name as keyof Options]
    if (kind === 'function' && typeof value !== 'function') fail('a function', name, value)
    if (kind === 'random' && (typeof value !== 'object' || value === null))
      fail('a source of randomness, such as random(1),', name, value)
  }

  function fail(kind: string, name: string, value: unknown): never {
    throw new Error(`${what} must have ${kind} as ${name}, got ${String(value)}`)
  }
}
