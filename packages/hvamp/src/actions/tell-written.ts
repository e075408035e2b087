import type { DestinationSettings } from '../files/destination'
import type { Output } from '../terminal/output'

/** Options of a command that writes lists. */
interface Asked extends DestinationSettings {
  readonly top: number
}

/**
 * Says which lists were written, and where.
 *
 * @param lists those that were asked for, also without any item
 * @param text the same for people
 */
export function tellWritten(
  lists: readonly { readonly items: readonly unknown[] }[],
  { text, asked, out }: { readonly text: string; readonly asked: Asked; readonly out: Output },
): void {
  const { out: file, to, into, top } = asked
  out.note(text)
  out.emit({
    event: 'written',
    ...(to === undefined ? { out: file } : { to, into }),
    rows: lists.reduce((sum, { items }) => sum + items.length, 0),
    lists: lists.length,
    shorter: lists.filter(({ items }) => items.length < top).length,
    empty: lists.filter(({ items }) => items.length === 0).length,
  })
}
