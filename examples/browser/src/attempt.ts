import { byId } from './by-id'

/**
 * Does something, and where it fails says so in an element that screen readers read out; the page goes on.
 *
 * @returns whether it succeeded
 */
export async function attempt(errorId: string, action: () => Promise<void>): Promise<boolean> {
  const place = byId(errorId, HTMLElement)
  place.textContent = ''
  try {
    await action()
    return true
  } catch (error) {
    place.textContent = error instanceof Error ? error.message : String(error)
    return false
  }
}

/** Tells those who cannot see it what has happened. */
export function announce(text: string): void {
  byId('status', HTMLElement).textContent = text
}
