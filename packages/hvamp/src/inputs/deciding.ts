import { isUndecided, optionGroups, type UndecidedError } from '@hvamp/data'
import { badInput, checkingInput } from '../process/bad-input'
import { shellWord } from '../terminal/shell-word'

/** The flags that settle what a reader cannot decide. */
const flags: Readonly<Record<string, string>> = {
  columns: '--user-column and --item-column (names, or numbers from 0)',
  'columns.user': '--user-column',
  'columns.item': '--item-column',
  'columns.rating': '--rating-column',
  'columns.timestamp': '--time-column',
  dateOrder: '--date-order dmy or mdy',
  decimal: '--decimal',
  delimiter: '--delimiter',
  encoding: '--encoding windows-1252 or the like',
  format: '--format',
  'header: false': '--no-header',
  'header: true': '--header',
  header: '--header, --no-header',
  'limits.rows': '--max-rows',
  'limits.bytes': '--max-bytes',
  'limits.expansion': '--max-expansion',
  missing: '--missing skip',
  "missing 'keep'": '--missing keep',
  "missing 'keep-ids'": '--missing keep-ids, which takes texts for ids and skips rows without',
  quoting: '--quoting none or double',
  'ratings: false': '--implicit if every row stands for a like',
  skipLast: '--skip-last',
  skipLines: '--skip-lines',
  timestamps: '--time-column',
  'timestamps: false': 'a way that needs no times (--split strong)',
}

/** Runs what reads; an error that options settle names their flags. */
export async function deciding<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await checkingInput(read)
  } catch (error) {
    throw inFlags(error as Error, flags)
  }
}

/** A reader's question, which ends with the flags that settle it; any other error as it is. */
export function inFlags(error: Error, flags: Readonly<Record<string, string>>): Error {
  const { cause } = error
  if (!isUndecided(cause)) return error
  const { question, options, likely = {}, fitting = {}, unlisted = [], together, otherwise } = cause
  const flagOf = (option: string) =>
    likely[option] === undefined
      ? flagOfSeveral(option, fitting[option], unlisted.includes(option), flags)
      : flagWith(option, likely[option], flags)
  const named = optionGroups(options, together).map((group) => group.map(flagOf).join(' '))
  const last = otherwise === undefined ? '' : `, or ${otherwise}`
  return badInput(`${question}: choose with ${named.join(', ')}${last}`, cause)
}

/** The flag of a reader's option; with values of which one may be right, `--encoding shift_jis or gb18030`, unless its own words begin with the first; where these are not all, `or the like`; alone where none is known. */
function flagOfSeveral(
  option: string,
  values: readonly string[] | undefined,
  areMore: boolean,
  known: Readonly<Record<string, string>>,
): string {
  const flag = known[option] ?? option
  if (!values) return flag
  const [first, ...others] = values
  const [name, own] = flag.split(' ')
  if (first === undefined) return name!
  if (own === first) return flag
  const named = [flagWith(option, first, known), ...others.map(shellWord), ...(areMore ? ['the like'] : [])]
  return named.join(' or ')
}

/** The flag of a reader's option with its value, as words of a shell: `--item-column sid`. */
export function flagWith(option: string, value: string | number, known = flags): string {
  return `${(known[option] ?? option).split(' ')[0]} ${wordOf(String(value))}`
}

/** The question of a reader that an error of `deciding` asks; undefined of any other error. */
export function questionOf({ cause }: Error): UndecidedError | undefined {
  return isUndecided(cause) ? cause : undefined
}

/** The options of a reader that an error of `deciding` asks for. */
export function optionsAskedFor(error: Error): readonly string[] {
  return questionOf(error)?.options ?? []
}

/** The same question, which ends with the flags of further options, too; any other error as it is. */
export function alsoAsking(error: Error, options: readonly string[]): Error {
  const question = questionOf(error)
  const further = question ? options.filter((option) => !question.options.includes(option)) : []
  if (!question || further.length === 0) return error
  const asked = Object.assign(new Error(question.message, { cause: question }), question, {
    options: [...question.options, ...further],
  })
  return inFlags(badInput(error.message, asked), flags)
}

/** A value as a word of a shell; a control character as Bash and Zsh have it, `$'\\x01'`. */
function wordOf(value: string): string {
  if (!/^\p{Cc}$/u.test(value)) return shellWord(value)
  return `$'\\x${value.charCodeAt(0).toString(16).padStart(2, '0')}'`
}
