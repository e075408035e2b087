import { binarize, type Interactions, type Reading, readInteractions } from '@hvamp/data'
import { inVisitorsWords, requireNoUnreadRating } from './reading-in-words'

/** The ratings of a file; without values where these are counts, such as plays, on which no threshold of ratings is right. */
export interface FoundRatings {
  readonly ratings: Interactions
  readonly wereCounts: boolean
}

/** @throws in one line that says what to do with the file */
export async function ratingsIn(file: File, onRows: (rows: number) => void): Promise<FoundRatings> {
  let kind: Reading['values'] | undefined
  try {
    const read = await readInteractions(file, {
      onProgress: ({ rows }) => onRows(rows),
      onReading(reading) {
        requireNoUnreadRating(reading, file.name)
        kind = reading.values
      },
    })
    const wereCounts = kind === 'counts'
    return { ratings: wereCounts ? binarize(read, {}) : read, wereCounts }
  } catch (error) {
    throw inVisitorsWords(error)
  }
}
