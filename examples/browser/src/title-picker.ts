import Combobox from '@github/combobox-nav'
import { byId } from './by-id'
import type { Titled } from './title-search'

/**
 * A field in which titles are searched and picked: a combobox with a list, by mouse, keyboard or screen reader.
 *
 * @param find titles for what was typed; for nothing, some to begin with
 */
export function titlePicker(find: (query: string) => readonly Titled[], onPick: (id: string) => void): void {
  const input = byId('title', HTMLInputElement)
  const list = byId('suggestions', HTMLElement)
  const hint = byId('title-hint', HTMLElement)
  const combobox = new Combobox(input, list, {
    tabInsertsSuggestions: false,
    firstOptionSelectionMode: 'active',
  })

  function close(): void {
    combobox.stop()
    list.hidden = true
  }

  function open(): void {
    close()
    const found = find(input.value)
    list.replaceChildren(...found.map(({ id, title }, index) => option(id, title, `suggestion-${index}`)))
    if (found.length === 0) hint.textContent = `No title has “${input.value}”`
    else hint.textContent = input.value === '' ? '' : `${found.length} title${found.length === 1 ? '' : 's'}`
    if (found.length === 0) return
    list.hidden = false
    combobox.start()
  }

  input.addEventListener('input', open)
  input.addEventListener('click', open)
  input.addEventListener('blur', close)
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close()
    else if (key === 'ArrowDown' && list.hidden) open()
  })
  list.addEventListener('pointerdown', (event) => event.preventDefault()) // the field keeps the focus
  list.addEventListener('combobox-commit', ({ target }) => {
    input.value = ''
    hint.textContent = ''
    close()
    onPick((target as HTMLElement).dataset.id!)
  })
}

function option(id: string, title: string, elementId: string): HTMLElement {
  const item = document.createElement('div')
  Object.assign(item, { id: elementId, textContent: title })
  item.setAttribute('role', 'option')
  item.dataset.id = id
  return item
}
