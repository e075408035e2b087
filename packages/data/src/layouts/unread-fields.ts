import type { ColumnRole } from '../columns/column-names'
import type { Field } from './object-fields'

const MOST_VALUES = 50 // of an object that are named one by one: of more, the keys are ids

/** A field that is not read. */
export interface BesideField {
  /** All of its keys: `reviews.voted_up`. */
  readonly name: string
  readonly field: Field
}

/** Fields by the roles that they are read for, and the names of all. */
type ReadFields = { readonly [role in ColumnRole]?: Field | undefined }

/**
 * Names of what is not read: of an object that holds values each of them, as `review.text`, but a list of which nothing is read
 * as a whole, and an object of very many.
 *
 * @param keys of the objects themselves
 * @param fields all of them, by their names
 */
export function unreadNames(
  keys: ReadonlySet<string>,
  fields: ReadonlyMap<string, Field>,
  read: ReadFields,
): readonly string[] {
  const chosen = Object.values(read).filter((field) => field !== undefined)
  const isRead = (field: Field) => chosen.includes(field)
  const within = new Map<string, [name: string, field: Field][]>(Array.from(keys, (key) => [key, []]))
  for (const [name, field] of fields) {
    const [key] = field.path
    if (name !== key) within.get(key!)?.push([name, field])
  }
  return Array.from(within).flatMap(([key, inner]) => {
    if (inner.some(([, field]) => isRead(field))) {
      return inner.flatMap(([name, field]) => (isRead(field) ? [] : [name]))
    }
    const whole = fields.get(key)
    if (whole && isRead(whole)) return []
    const hasValues = inner.some(([, { inElement }]) => inElement === undefined)
    if (!hasValues || inner.length > MOST_VALUES) return [key]
    return [...new Set(inner.map(([name, { path, inElement }]) => (inElement ? path.join('.') : name)))]
  })
}

/** Fields that are not read, of the objects or of the elements of the list. */
export function besideOf(
  fields: ReadonlyMap<string, Field>,
  read: ReadFields,
  list: readonly string[] | undefined,
): readonly BesideField[] {
  const isRead = (field: Field) => Object.values(read).includes(field)
  return [...fields].flatMap(([name, field]) => {
    const isEntered = field.inElement === undefined || field.path.join('.') === list?.join('.')
    return isRead(field) || !isEntered ? [] : [{ name, field }]
  })
}
