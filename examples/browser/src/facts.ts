import type { Statistics } from '@hvamp/data'
import { byId } from './by-id'
import { count } from './in-words'

const mostBars = 12

/** Shows what is in some ratings. @param wereCounts whether their numbers were counts, which are likes now */
export function showFacts(name: string, found: Statistics, wereCounts = false): void {
  byId('ratings-name', HTMLElement).textContent = name
  byId('numbers', HTMLElement).replaceChildren(
    pair('people', count(found.users)),
    pair('titles', count(found.items)),
    pair(found.values ? 'ratings' : 'interactions', count(found.interactions)),
    pair('a person, at the median', count(found.interactionsPerUser.median)),
    ...(wereCounts ? [pair('counts such as plays', 'each is a like')] : []),
    pair('of all pairs', `${(100 * found.density).toPrecision(2)} %`),
  )
  const values = found.values ?? []
  byId('stars', HTMLElement).hidden = values.length < 2 || values.length > mostBars
  const highest = Math.max(...values.map((each) => each.count))
  byId('histogram', HTMLElement).replaceChildren(
    ...values.map((each) => {
      const bar = pair(String(each.value), `${Math.round((100 * each.count) / found.interactions)} %`)
      bar.style.setProperty('--height', String(each.count / highest))
      return bar
    }),
  )
  byId('facts', HTMLElement).hidden = false
}

function pair(term: string, value: string): HTMLElement {
  const [row, dt, dd] = (['div', 'dt', 'dd'] as const).map((tag) => document.createElement(tag))
  dt!.textContent = term
  dd!.textContent = value
  row!.append(dt!, dd!)
  return row!
}
