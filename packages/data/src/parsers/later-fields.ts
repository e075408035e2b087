import { isObject } from '../layouts/object-fields'

const MOST_KEYS = 1000 // of the objects themselves
const MOST_INNER = 50 // of an object in them: of more, the keys are ids

/** Finds the values of objects whose keys the first objects of a file lack. */
export interface LaterFields {
  /** Looks at an object; call this for each. */
  lookAt(object: Readonly<Record<string, unknown>>): void
}

interface Node {
  readonly path: readonly string[]
  readonly inner: Map<string, Node>
  /** Whether a value was seen there that is no object. */
  isValue: boolean
}

/**
 * Looks at all keys of objects, and of objects in them; a list counts as one value, null as none.
 *
 * @param known keys that lead to the values of the first objects
 * @param onLater takes those that lead to a further value, once for each
 */
export function laterFields(
  known: Iterable<readonly string[]>,
  onLater: (path: readonly string[]) => void,
): LaterFields {
  const root = nodeAt([])
  for (const path of known) {
    let node = root
    for (const key of path) node = innerOf(node, key)
    node.isValue = true
  }

  function look(object: Readonly<Record<string, unknown>>, node: Node, most: number): void {
    for (const key in object) {
      const inner = node.inner.get(key) ?? (node.inner.size < most ? innerOf(node, key) : undefined)
      if (!inner) continue
      const value = object[key]
      if (isObject(value)) look(value, inner, MOST_INNER)
      else if (!inner.isValue && value !== null) {
        inner.isValue = true
        onLater(inner.path)
      }
    }
  }

  return { lookAt: (object) => look(object, root, MOST_KEYS) }
}

const nodeAt = (path: readonly string[]): Node => ({ path, inner: new Map(), isValue: false })

function innerOf(node: Node, key: string): Node {
  const known = node.inner.get(key)
  if (known) return known
  const made = nodeAt([...node.path, key])
  node.inner.set(key, made)
  return made
}
