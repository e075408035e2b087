import { hasRoom, lookedGroup } from '../columns/looked-names'
import { unreadQuantity } from '../columns/quantity-names'
import { statusCounter } from '../columns/status-counter'
import { type VerdictFinder, verdictFinder } from '../columns/verdict-column'
import type { VerdictFinders } from '../columns/verdict-finders'
import { verdictRank } from '../columns/verdict-rank'
import type { BesideField } from '../layouts/unread-fields'
import { quantityCounter } from '../reading/reading'
import type { TurnedOut } from '../reading/turned-out'
import { signOfNoneOrLess } from '../values/amount-sign'

/** Looks at fields of objects that are not read. */
export interface FieldsBeside {
  /**
   * Looks at those of an entry.
   *
   * @param valueIn the value of a field
   */
  add(valueIn: (field: BesideField['field']) => unknown, line: number, user: number, item: number): void
  /** Also a field that the first objects lack, unless as many of these may show something that the keys are ids. */
  addField(field: BesideField): void
  turnedOut(): Pick<TurnedOut, 'negative' | 'zero' | 'cancelled' | 'events' | 'likelyRating' | 'likelyValues'>
}

/**
 * @param isRated whether ratings are read, so that no verdicts are looked for
 * @param finderOf of several files together
 */
export function fieldsBeside(
  first: readonly BesideField[],
  isRated: boolean,
  finderOf: VerdictFinders = verdictFinder,
): FieldsBeside {
  const lookAt = (fields: readonly BesideField[]) =>
    lookFor(fields, finderOf(isRated ? [] : namesOf(fields), []))
  const ofFirst = lookAt(first)
  let later: readonly { readonly group: string; readonly look: Look }[] = []
  return {
    add(valueIn, line, user, item) {
      ofFirst.add(valueIn, line, user, item)
      for (const { look } of later) look.add(valueIn, line, user, item)
    },
    addField(field) {
      const group = lookedGroup(field.name)
      later = later.filter(({ look }) => look.mayShow)
      const looked = later.map((each) => each.group)
      if (hasRoom(group, looked)) later = [...later, { group, look: lookAt([field]) }]
    },
    turnedOut() {
      const found = [ofFirst, ...later.map(({ look }) => look)].map((look) => look.turnedOut())
      const [verdicts] = found
        .flatMap(({ verdicts }) => (verdicts ? [verdicts] : []))
        .toSorted((a, b) => verdictRank(a.name, a.values) - verdictRank(b.name, b.values))
      return {
        negative: found.find(({ negative }) => negative)?.negative,
        zero: found.find(({ zero }) => zero)?.zero,
        cancelled: found.flatMap(({ cancelled }) => cancelled),
        events: found.flatMap(({ events }) => events),
        likelyRating: verdicts?.name,
        likelyValues: verdicts?.values,
      }
    },
  }
}

const namesOf = (fields: readonly BesideField[]) => fields.map(({ name }) => name)

/** A look at some of the fields. */
type Look = ReturnType<typeof lookFor>

function lookFor(fields: readonly BesideField[], verdicts: VerdictFinder) {
  const names = namesOf(fields)
  const quantity = fields[unreadQuantity(names, [])]
  const quantities = quantityCounter(quantity?.name ?? '')
  const statuses = statusCounter(names, [])
  const add: FieldsBeside['add'] = (valueIn, line, user, item) => {
    if (quantity) quantities.add(signOfNoneOrLess(valueIn(quantity.field)), line)
    const valueAt = (column: number) => valueIn(fields[column]!.field)
    statuses.add(valueAt, line)
    if (verdicts.isOpen) verdicts.add(valueAt, user, item)
  }
  return {
    add,
    /** Whether it has something to tell, or further rows may show something. */
    get mayShow() {
      const mayHaveVerdicts = verdicts.isOpen || verdicts.found !== undefined
      return mayHaveVerdicts || quantity !== undefined || statuses.columns.length > 0
    },
    turnedOut() {
      const { found } = verdicts
      return {
        ...quantities.counts(),
        cancelled: statuses.cancelled(),
        events: statuses.events(),
        verdicts: found && { name: names[found.column]!, values: found.values },
      }
    },
  }
}
