import { quoted } from '../values/file-error'

const MOST_ELEMENTS = 100 // of a list, whose keys are looked at

/** Where the value of a column is: in an object, or in each element of a list in it. */
export interface Field {
  /** Keys that lead to it from the object; to the list, if it is in one. */
  readonly path: readonly string[]
  /** Keys that lead to it from an element of the list; none if the elements are the values. */
  readonly inElement?: readonly string[]
}

/** What objects have, by names such as `user`, `user.id` and, of each element of the list `tracks`, `tracks.uri`. */
export interface ObjectFields {
  /** Keys of the objects themselves. */
  readonly keys: ReadonlySet<string>
  /** Keys whose values are neither objects nor lists. */
  readonly plain: ReadonlyMap<string, Field>
  /** Plain values further in. */
  readonly nested: ReadonlyMap<string, Field>
  /** Names of those that have a value other than null in some object. */
  readonly valued: ReadonlySet<string>
  /** Lists in the elements of lists: of which nothing is read. */
  readonly listsWithin: ReadonlyMap<string, Field>
}

/** Collects the fields of objects. */
export interface FieldCollector extends ObjectFields {
  add(object: Readonly<Record<string, unknown>>): void
}

export function fieldCollector(): FieldCollector {
  const keys = new Set<string>()
  const plain = new Map<string, Field>()
  const nested = new Map<string, Field>()
  const valued = new Set<string>()
  const listsWithin = new Map<string, Field>()

  function addNested({ path, inElement }: Field, wrapped: unknown): void {
    const value = unwrapped(wrapped)
    const name = [...path, ...(inElement ?? [])].join('.')
    const isList = Array.isArray(value)
    if (isList && inElement === undefined) {
      for (const element of value.slice(0, MOST_ELEMENTS)) addNested({ path, inElement: [] }, element)
    } else if (isList || typeof value !== 'object' || value === null) {
      if (isList && inElement && inElement.length > 0) listsWithin.set(name, { path, inElement })
      if (value !== null) valued.add(name)
      if (!nested.has(name)) nested.set(name, { path, ...(inElement && { inElement }) })
    } else {
      for (const [key, inner] of Object.entries(value)) {
        addNested(inElement ? { path, inElement: [...inElement, key] } : { path: [...path, key] }, inner)
      }
    }
  }

  return {
    keys,
    plain,
    nested,
    valued,
    listsWithin,
    add(object) {
      for (const [key, wrapped] of Object.entries(object)) {
        const value = unwrapped(wrapped)
        keys.add(key)
        if (typeof value === 'object' && value !== null) addNested({ path: [key] }, value)
        else {
          if (value !== null) valued.add(key)
          if (!plain.has(key)) plain.set(key, { path: [key] })
        }
      }
    },
  }
}

/** The value at the end of a path; undefined where it does not lead on. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  const end = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  )
  return unwrapped(end)
}

/** Whether a value is an object with fields: no list, and no value in its type. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  const inner = unwrapped(value)
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
}

/** A value without its type, in which exports of MongoDB wrap it: `{"$oid": "…"}`, `{"$numberLong": "…"}`, `{"$date": …}`. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const [type, ...others] = Object.keys(value)
  if (others.length > 0 || !type?.startsWith('$')) return value
  return unwrapped((value as Record<string, unknown>)[type])
}

/**
 * The lists that fields are in: none, one, or several side by side, whose elements are the values of fields.
 *
 * @throws by `failure` if they are in several that have objects
 */
export function listsOf(
  fields: readonly Field[],
  failure: (expected: string, got: string) => Error,
): readonly (readonly string[])[] {
  const inLists = fields.filter(({ inElement }) => inElement !== undefined)
  const lists = new Map(inLists.map(({ path }) => [path.join('.'), path]))
  const areOfValues = inLists.every(({ inElement }) => inElement!.length === 0)
  if (lists.size > 1 && !areOfValues) {
    throw failure('columns of one list', [...lists.keys()].map(quoted).join(' and '))
  }
  return [...lists.values()]
}
