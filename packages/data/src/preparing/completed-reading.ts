import { type Reading, valueKind } from '../reading/reading'
import type { FoundEntries } from './prepare-interactions'

/** How a file was read, of which `prepareInteractions` took the entries: with what these are, as after reading in memory. */
export function completedReading(reading: Reading, { interactions, values }: FoundEntries): Reading {
  const { repeated: _, ...same } = reading
  const again = reading.rows - interactions
  return {
    ...same,
    values: values ? valueKind(values, reading.columns?.rating) : 'none',
    ...(again > 0 && { repeated: { rows: again, counted: 'last' } }),
  }
}
