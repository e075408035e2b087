import { fileError, quoted } from '../values/file-error'
import { type Field, valueAt } from './object-fields'

type Fields = Readonly<Record<string, unknown>>

/** What of an object is an entry each. */
export interface ListElements {
  /**
   * The elements of its list, or of several lists those of each place; one that is undefined where there is no list.
   *
   * @throws if one is no list, or lists differ in length
   */
  elementsOf(object: Fields, where: string): readonly unknown[]
  /** The value of a field for one of these elements. */
  valueOf(field: Field, object: Fields, element: unknown): unknown
}

/** @param lists keys that lead to the list, or to lists side by side */
export function listElements(lists: readonly (readonly string[])[]): ListElements {
  const names = lists.map((list) => list.join('.'))
  return {
    elementsOf(object, where) {
      const values = lists.map((list) => valueAt(object, list) ?? undefined)
      if (values.every((value) => value === undefined)) return [undefined]
      const [first, ...others] = values.map((value, at): readonly unknown[] => {
        if (Array.isArray(value)) return value
        throw fileError(where, `a list as ${names[at]}`, quoted(JSON.stringify(value ?? null)))
      })
      if (others.length === 0) return first!
      if (others.every(({ length }) => length === first!.length)) {
        return first!.map((value, place) => [value, ...others.map((list) => list[place])])
      }
      const got = [first!, ...others].map(({ length }) => length).join(' and ')
      throw fileError(where, `lists of one length as ${names.map(quoted).join(' and ')}`, got)
    },
    valueOf({ path, inElement }, object, element) {
      if (!inElement) return valueAt(object, path)
      if (lists.length < 2) return valueAt(element, inElement)
      return valueAt((element as readonly unknown[] | undefined)?.[names.indexOf(path.join('.'))], [])
    },
  }
}
