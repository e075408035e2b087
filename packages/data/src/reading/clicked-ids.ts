import type { Vocabulary } from '../interactions/vocabulary'
import { quoted, undecided } from '../values/file-error'
import { KEEP } from '../values/missing-ids'

const CLICKED = /^(.*[^-])-([01])$/
const FEWEST = 20 // ids
const MOST = 0.95 // of the ids
const FEWEST_BOTH = 8 // ids that are there with both endings
const SHARE_OF_BOTH = 0.05
const BOTH = 'both'

/** An item that was shown, as `N63116-0`, and clicked on, as `N63116-1`. */
export interface ClickedIds {
  readonly shown: string
  readonly clicked: string
}

/**
 * The first item with both of the endings -0 and -1, where nearly all ids have one of these and many items have both, as in the impressions of MIND;
 * undefined elsewhere, as among `SHOE-1` and `SHOE-2`.
 *
 * @param ids all, or those that are no integers
 * @param count how many there are in all
 */
export function clickedIds(ids: () => Iterable<string>, count: number): ClickedIds | undefined {
  if (count < FEWEST) return undefined
  let others = 0
  for (const id of ids()) {
    if (!CLICKED.test(id) && ++others > (1 - MOST) * count) return undefined
  }
  const endings = new Map<string, string>()
  let both = 0
  let found: ClickedIds | undefined
  for (const id of ids()) {
    const [, stem, ending] = CLICKED.exec(id) ?? []
    if (stem === undefined || ending === undefined) continue
    const other = endings.get(stem)
    if (other === undefined) endings.set(stem, ending)
    else if (other !== ending && other !== BOTH) {
      endings.set(stem, BOTH)
      both++
      found ??= { shown: `${stem}-0`, clicked: `${stem}-1` }
    }
  }
  return both >= Math.max(FEWEST_BOTH, SHARE_OF_BOTH * endings.size) ? found : undefined
}

/** What to do with such ids. */
export const keepClicked = 'keep those with -1 alone, without this ending'

/**
 * Requires that ids of items do not say at their end whether the item was clicked on: `N63116-0` would be another item than `N63116-1`.
 *
 * @throws naming two
 */
export function requireNoClicks(items: Pick<Vocabulary, 'texts' | 'size'>, where: string): void {
  const found = clickedIds(() => items.texts(), items.size)
  if (!found) return
  const got = `${quoted(found.shown)} and ${quoted(found.clicked)}, as nearly all end in -0 or -1: if this says whether it was clicked on, ${keepClicked}`
  throw undecided(where, 'item ids alone', got, [KEEP])
}
