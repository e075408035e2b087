import { findColumn } from '../columns/column-names'
import { areLists as areListsOfIntegers, repeats } from '../columns/headerless-table'
import { type HeadLine, wordsInLines } from '../lines/file-head'
import { fileError, quoted } from '../values/file-error'

const FEWEST = 3 // lines that show a pattern
const SURE = 3 // items of a list, which no number has as its parts
const BEHIND_USERS = ['\t', ':', ',', ';', '|', ' ']
const BETWEEN_ITEMS = [',', ';', '|', ' ']
const ID = /^\w*\d\w*$/
const ENCLOSED = /^"?[[({]?|[\])}]?"?$/g // a list as pandas and CSV write it
const ENCLOSING = '[](){}"'

/**
 * @throws if each line has a user and a list of items whose marks are not all spaces, such as `101<tab>648,1320`, `101: 648 1320` or, below a
 *   header without a known name for items, `101,"[648, 1320]"`; with the command that writes spaces
 */
export function requireNoListsBehindUsers(body: readonly HeadLine[], where: string): void {
  for (const behind of BEHIND_USERS) {
    const isHeaded = isHeader(body[0]!.text, behind, where)
    const lines = body.slice(isHeaded ? 1 : 0).map(({ text }) => text.trim())
    if (lines.length < FEWEST || !lines.every((line) => line.includes(behind))) continue
    for (const between of BETWEEN_ITEMS) {
      const isApart = between !== behind || lines.every((line) => line.endsWith('"')) // of one mark, in quotes
      if (!isApart || !areLists(lines, behind, between)) continue
      const command = spacing(lines, [behind, between], isHeaded)
      if (command === '') continue // spaces alone
      const got = `lists of items behind users, ${quoted(lines[0]!)}: write spaces between all of them, as ${command} does`
      throw fileError(where, 'a user and their items on each line, separated by spaces', got)
    }
  }
}

/** Whether lines are surely users, a tab and lists of integers with spaces: what stands behind the tab would be a text of a table. */
export function areListsBehindTabs(body: readonly HeadLine[]): boolean {
  const lines = body.map(({ text }) => text.trim())
  const words = wordsInLines(body)
  return (
    lines.length >= FEWEST &&
    lines.every((line) => line.includes('\t')) &&
    areLists(lines, '\t', ' ') &&
    areListsOfIntegers(words) &&
    !repeats(words.map(([user]) => user!))
  )
}

/** Whether a line names a user and something that is no known name of an item, which would be read as a table. */
function isHeader(line: string, mark: string, where: string): boolean {
  const names = line.trim().split(mark)
  if (names.length !== 2) return false
  const isNamed = (role: 'user' | 'item') => findColumn(names, role, undefined, where) >= 0
  return findColumn([names[0]!], 'user', undefined, where) === 0 && !isNamed('item')
}

function areLists(lines: readonly string[], behind: string, between: string): boolean {
  const lists: string[][] = []
  for (const line of lines) {
    const at = line.indexOf(behind)
    const user = line.slice(0, at).replaceAll('"', '')
    const rest = line.slice(at + behind.length).trim()
    const items = rest.replace(ENCLOSED, '').split(between)
    const ids = items.map((item) => item.trim()).filter((item) => item !== '')
    if (ids.length === 0 || ![user, ...ids].every((id) => ID.test(id))) return false
    lists.push(ids)
  }
  const isThousands = lists.every(([, ...further]) => further.every((part) => /^\d{3}$/.test(part)))
  const lengths = lists.map(({ length }) => length)
  if (isThousands || Math.max(...lengths) < SURE) return false
  return new Set(lengths).size > 1 || lengths[0]! >= SURE
}

/** What turns such lines into words between spaces, as a pipe of a shell; '' if nothing is to be done. */
function spacing(lines: readonly string[], marks: readonly string[], isHeaded: boolean): string {
  const replaced = [...new Set(marks)].filter((mark) => mark.trim() !== '').join('')
  const enclosing = [...ENCLOSING].filter((sign) => lines.some((line) => line.includes(sign))).join('')
  return [
    ...(isHeaded ? ['sed 1d'] : []),
    ...(enclosing === '' ? [] : [`tr -d '${enclosing}'`]),
    ...(replaced === '' ? [] : [`tr '${replaced}' ' '`]),
  ].join(' | ')
}
