import { quoted, undecided } from '../values/file-error'
import { elementName, findColumn, plainName } from './column-names'
import { likelyColumn } from './likely-columns'

const NAMED = 5 // columns that an error names
const NUMBER = /(?<=\p{L})[ _-]?\d{1,3}(?=$|[ _.:-])/u // item2, item_2, item_2_id, item-2:token; item.2 is within an object
const LIST = /[ _-]?(?:list|sequence|history)$/i // item_id_list
const TYPE_OF_LISTS = /:token_seq$/i // of RecBole
const LETTER = /[ _-]([a-z])(?=$|:)/i // item_a
/** Standards of names for one and the same item, such as ISBN-10 and ISBN-13. */
const STANDARDS = /isbn|ean|gtin|upc/i

/**
 * Columns that hold an item each, by their names: those of a noun and a number or a letter, such as `item1` and `item2`, and one of the noun
 * alone beside them. Not those of an item's parts, such as `item_id` and `item_name`.
 *
 * @param item number of the column of items, which must be among them; without it the first such columns
 */
function itemColumns(names: readonly string[], item?: number): readonly string[] | undefined {
  const families = new Map<string, { readonly columns: number[]; readonly letters: string[] }>()
  const familyOf = (stem: string) => {
    const family = families.get(plainName(stem)) ?? { columns: [], letters: [] }
    families.set(plainName(stem), family)
    return family
  }
  for (const [column, name] of names.entries()) {
    if (STANDARDS.test(name)) continue
    const ofNumber = name.replace(NUMBER, '')
    const [, letter] = LETTER.exec(name) ?? []
    if (ofNumber !== name && isOfItems(ofNumber)) familyOf(ofNumber).columns.push(column)
    else if (letter !== undefined && isOfItems(name.replace(LETTER, ''))) {
      const family = familyOf(name.replace(LETTER, ''))
      family.columns.push(column)
      family.letters.push(letter.toLowerCase())
    }
  }
  for (const [stem, { columns, letters }] of families) {
    const base = names.findIndex((name) => plainName(name) === stem)
    const all = base < 0 ? columns : [base, ...columns]
    const areInOrder = letters.every((letter, place) => letter === String.fromCharCode(97 + place))
    if (all.length < 2 || !areInOrder || (item !== undefined && !all.includes(item))) continue
    return all.map((column) => names[column]!)
  }
  return undefined
}

/** The column of items and one of lists of them, such as `item_id` and `item_id_list`, whose rows end with their last item. */
function listAndItem(names: readonly string[], item: number | undefined): readonly string[] | undefined {
  if (item === undefined) return undefined
  const list = names.find((name, column) => column !== item && isListOfItems(name))
  return list === undefined ? undefined : [list, names[item]!]
}

function isListOfItems(name: string): boolean {
  const plain = name.replace(TYPE_OF_LISTS, '')
  const ofList = plain.replace(LIST, '')
  const isNamed = findColumn([elementName(ofList)], 'item', undefined, '') === 0
  return isNamed && ofList !== name
}

function isOfItems(name: string): boolean {
  return findColumn([name], 'item', undefined, '') === 0 || likelyColumn([name], 'item') !== undefined
}

/**
 * The error of a row that holds several items, each in a column of its own; undefined if none does, by the names of the columns.
 *
 * @param item number of the column that would be read; without it any
 */
export function severalItems(names: readonly string[], where: string, item?: number): Error | undefined {
  const columns = itemColumns(names, item) ?? listAndItem(names, item)
  if (!columns) return undefined
  const shown = columns.slice(0, NAMED).map(quoted).join(', ')
  const more = columns.length > NAMED ? ` and ${columns.length - NAMED} more` : ''
  const got = `items in the columns ${shown}${more}; write a row for each of them, or take one column alone`
  return undecided(where, 'one item in each row', got, ['columns.item'])
}
