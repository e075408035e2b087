import { requireId } from '@hvamp/data'

/** A user's history with the ids of its items as texts. */
export interface FoundHistory {
  readonly history: readonly string[]
  /** One for each id of the history. */
  readonly ratings?: readonly number[] | undefined
  readonly without?: readonly string[] | undefined
}

const SOURCE_FAULT = 'HVAMP_HISTORIES'

/**
 * What a history source gave, checked.
 *
 * @throws an error that `isSourceFault` knows if it is neither a list of ids, texts or integers, nor `{ history, ratings, without }` of such lists and numbers
 */
export function foundHistory(found: unknown): FoundHistory {
  try {
    if (!isRecord(found)) return { history: idsIn(found, 'histories') }
    const { history, ratings, without } = found
    const ids = idsIn(history, 'histories: history')
    return {
      history: ids,
      ...(ratings !== undefined && { ratings: ratingsIn(ratings, ids.length) }),
      ...(without !== undefined && { without: idsIn(without, 'histories: without') }),
    }
  } catch (error) {
    throw Object.assign(error as Error, { code: SOURCE_FAULT })
  }
}

/** Whether an error says what a history source gave, which its message says wholly. */
export function isSourceFault(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === SOURCE_FAULT
}

function isRecord(found: unknown): found is Readonly<Record<string, unknown>> {
  return typeof found === 'object' && found !== null && !Array.isArray(found) && 'history' in found
}

function idsIn(given: unknown, what: string): string[] {
  if (Array.isArray(given)) return Array.from(given, (id) => requireId(what, id))
  throw new Error(`${what} must be a list of ids, texts or integers, got ${shown(given)}`)
}

function ratingsIn(given: unknown, count: number): number[] {
  const rule = 'histories: ratings must be finite numbers, one for each id of the history'
  if (!Array.isArray(given)) throw new Error(`${rule}, got ${shown(given)}`)
  if (given.length !== count) throw new Error(`${rule}, got ${given.length} for ${count}`)
  return Array.from(given, (rating: unknown) => {
    if (typeof rating === 'number' && Number.isFinite(Math.fround(rating))) return rating
    throw new Error(`${rule}, got ${shown(rating)}`)
  })
}

function shown(given: unknown): string {
  return typeof given === 'object' && given !== null ? 'an object' : String(given)
}
