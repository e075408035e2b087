import type { NamedArray } from '@hvamp/tensors'

/** Sparse pseudo-inputs on the host: their values, and the items that these are for. */
export interface Support {
  readonly values: NamedArray // [pseudo-inputs, entries]
  readonly columns: NamedArray // [pseudo-inputs, entries]
}

/**
 * Sparse pseudo-inputs of an earlier model, for the items of today: an entry stays where its item is still there, and entries of
 * vanished items give way to those that a fresh start gave the pseudo-input.
 *
 * @param places for each earlier item its number today, −1 where it has vanished
 */
export function keptSupport(fresh: Support, earlier: Support, places: Int32Array): Support {
  const [count, entries] = fresh.values.shape as [number, number]
  const [, earlierEntries] = earlier.values.shape as [number, number]
  const values = new Float32Array(count * entries)
  const columns = new Float32Array(count * entries)
  for (let row = 0; row < count; row++) {
    const found = new Map<number, number>()
    const add = ({ values, columns }: Support, length: number, placeOf: (column: number) => number) => {
      for (let i = row * length; i < (row + 1) * length && found.size < entries; i++) {
        const place = placeOf(columns.values[i]!)
        if (place >= 0 && !found.has(place)) found.set(place, values.values[i]!)
      }
    }
    add(earlier, earlierEntries, (column) => places[column]!)
    add(fresh, entries, (column) => column)
    columns.set([...found.keys()], row * entries)
    values.set([...found.values()], row * entries)
  }
  return { values: { ...fresh.values, values }, columns: { ...fresh.columns, values: columns } }
}
