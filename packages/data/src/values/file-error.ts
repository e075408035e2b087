/** Says where in which file, the rule, the value: `ratings.csv:7: expected 4 fields, got 3`. */
export function fileError(where: string, expected: string, got: string, cause?: unknown): Error {
  return new Error(`${where}: expected ${expected}, got ${got}`, cause === undefined ? undefined : { cause })
}

/** A reader's question: an error that one of the named options settles. */
export interface UndecidedError extends Error {
  readonly code: 'HVAMP_UNDECIDED'
  /** Names of the options that settle it. */
  readonly options: readonly string[]
  /** The message without the options: what another face of a program puts its own words behind. */
  readonly question: string
  /** Values that likely settle it, by the names of their options: `{ 'columns.user': 'Kunde' }`; columns without a name by number. */
  readonly likely?: Readonly<Record<string, string | number>>
  /** Of an option without such a value, those of which one may settle it, the likeliest first; none where none is known. */
  readonly fitting?: Readonly<Record<string, readonly string[]>>
  /** Options of which values that are not in `fitting` may be right, too. */
  readonly unlisted?: readonly string[]
  /** Those of the options that settle it only together. */
  readonly together?: readonly string[]
  /** What to do to the file where no option is right: the message ends with it. */
  readonly otherwise?: string
}

/** An undecided error whose message also has values of its options that are likely. */
export function undecidedBut(
  where: string,
  expected: string,
  got: string,
  {
    options,
    likely,
    together = [],
  }: Required<Pick<UndecidedError, 'options' | 'likely'>> & Pick<UndecidedError, 'together'>,
): UndecidedError {
  const nameOf = (option: string) => withValue(option, likely)
  const named = optionGroups(options, together).map((group) => group.map(nameOf).join(' with '))
  const which = { options, likely, ...(together.length > 0 && { together }) }
  return Object.assign(undecided(where, expected, got, named), which)
}

/**
 * Names of options in groups: those that settle a question only together in one, each other one alone.
 *
 * @example optionGroups(['columns.rating', 'missing', 'format'], ['columns.rating', 'missing']) // [['columns.rating', 'missing'], ['format']]
 */
export function optionGroups(
  names: readonly string[],
  together: readonly string[] = [],
): readonly (readonly string[])[] {
  const alone = names.filter((option) => !together.includes(option)).map((option) => [option])
  return together.length > 0 ? [together, ...alone] : alone
}

/** An error that ends with the options that settle it, which a program finds as `options`. */
export function undecided(
  where: string,
  expected: string,
  got: string,
  options: readonly string[],
  cause?: unknown,
): UndecidedError {
  const question = fileError(where, expected, got).message
  const error = new Error(
    `${question}: choose with ${choiceOf(options.map(inWords))}`,
    cause === undefined ? undefined : { cause },
  )
  return Object.assign(error, { code: 'HVAMP_UNDECIDED' as const, options, question })
}

/** The same question, which ends with what to do to the file where none of the options is right. */
export function elseDo(error: UndecidedError, otherwise: string): UndecidedError {
  return Object.assign(new Error(`${error.message}, or ${otherwise}`), { ...error, otherwise })
}

/**
 * Whether an error is a reader's question.
 *
 * @example isUndecided(error) && error.options.includes('missing')
 */
export function isUndecided(error: unknown): error is UndecidedError {
  return error instanceof Error && 'code' in error && error.code === 'HVAMP_UNDECIDED'
}

/** The same error as a question, which an option with a value settles, too. */
export function settledBy(error: Error, option: string, value: string | number): UndecidedError {
  const before = isUndecided(error) ? error : undefined
  const { question = error.message, options = [], likely = {}, together = [] } = before ?? {}
  const all = [option, ...options]
  const values = { ...likely, [option]: value }
  const named = optionGroups(all, together).map((group) =>
    group.map((each) => withValue(each, values)).join(' with '),
  )
  const settled = new Error(`${question}: choose with ${choiceOf(named)}`)
  const which = { options: all, likely: values, ...(together.length > 0 && { together }) }
  return Object.assign(settled, { code: 'HVAMP_UNDECIDED' as const, question, ...which })
}

function withValue(option: string, { [option]: value }: Readonly<Record<string, string | number>>): string {
  if (value === undefined) return inWords(option)
  return `${option} (${typeof value === 'number' ? value : quoted(value)})`
}

/** An option as an error names it; `missing` alone stands for leaving out what it asks about. */
const inWords = (option: string) => (option === 'missing' ? "missing 'skip'" : option)

const choiceOf = (named: readonly string[]) => named.join(', ').replace(/, (?=[^,]*$)/, ' or ')

/** A piece of a file as an error shows it: quoted, cut where it is long, control characters escaped. */
export function quoted(text: string): string {
  if (text === '') return 'nothing'
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return `'${shown.replace(/\p{Cc}/gu, escaped)}'`
}

function escaped(character: string): string {
  const short = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }[character]
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
