/** The element of the page with this id. @throws if there is none of this type */
export function byId<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`page: #${id} must be a ${type.name}, got ${found?.tagName}`)
  return found
}
