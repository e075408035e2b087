import type { Reading } from '../reading/reading'
import { shownByAll } from '../reading/reading-of'
import type { FoundEntries } from './prepare-interactions'

/** How a file was read, of which `prepareInteractions` took the entries: with what these show, as after reading in memory. */
export function completedReading(reading: Reading, found: FoundEntries): Reading {
  const {
    values: _,
    repeated: __,
    itemsOnce: ___,
    ofItems: ____,
    ones: _____,
    returns: ______,
    apart: _______,
    ...same
  } = reading
  return { ...same, ...shownByAll(reading, { ...found, rows: reading.rows, counted: 'last' }) }
}
