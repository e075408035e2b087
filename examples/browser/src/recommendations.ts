import type { Recommendation } from '@hvamp/models'
import { announce, attempt } from './attempt'
import { byId } from './by-id'
import { titlePicker } from './title-picker'
import { type Titled, titleSearch } from './title-search'

const suggestions = 8
const listLength = 10

/**
 * What the visitor likes, and what they may like.
 *
 * @param recommend the best items for someone who likes these
 */
export function recommendations(
  recommend: (liked: readonly string[], count: number) => Promise<readonly Recommendation[]>,
) {
  const liked = new Set<string>()
  const chosen = byId('chosen', HTMLElement)
  const list = byId('list', HTMLElement)
  let titles: ReadonlyMap<string, string> = new Map()
  let search = titleSearch([])
  let asked = 0

  const titleOf = (id: string) => titles.get(id) ?? id

  async function ask(): Promise<void> {
    const question = ++asked
    const best = liked.size === 0 ? [] : await recommend([...liked], listLength)
    if (question !== asked) return // meanwhile something else was chosen
    list.replaceChildren(...best.map(({ item }) => entry(titleOf(item), 'Add', () => add(item))))
    byId('list-hint', HTMLElement).hidden = best.length > 0
    if (best[0]) announce(`${best.length} recommendations, first ${titleOf(best[0].item)}`)
  }

  function showChosen(): void {
    chosen.replaceChildren(...[...liked].map((id) => entry(titleOf(id), 'Remove', () => remove(id))))
    byId('chosen-hint', HTMLElement).hidden = liked.size > 0
  }

  function refresh(): void {
    showChosen()
    void attempt('recommendations-error', ask)
  }

  function add(id: string): void {
    liked.add(id)
    byId('title', HTMLElement).focus() // what was pressed is gone
    refresh()
  }

  function remove(id: string): void {
    liked.delete(id)
    byId('title', HTMLElement).focus()
    refresh()
  }

  titlePicker((query) => search(query, { limit: suggestions, without: liked }), add)

  return {
    /** Asks a model from now on. @param items ids that it knows, in the order they are suggested */
    offer(items: readonly string[], known: ReadonlyMap<string, string>): void {
      titles = known
      search = titleSearch(items.map((id): Titled => ({ id, title: titleOf(id) })))
      const kept = new Set(items)
      for (const id of liked) if (!kept.has(id)) liked.delete(id)
      byId('recommendations-hint', HTMLElement).hidden = true
      byId('recommender', HTMLElement).hidden = false
      refresh()
    },
  }
}

/** A title with a button that does something with it. */
function entry(title: string, verb: string, act: () => void): HTMLElement {
  const item = document.createElement('li')
  const name = document.createElement('span')
  const button = document.createElement('button')
  name.textContent = title
  Object.assign(button, { type: 'button', textContent: verb, className: 'small' })
  button.setAttribute('aria-label', `${verb} ${title}`)
  button.addEventListener('click', act)
  item.append(name, button)
  return item
}
