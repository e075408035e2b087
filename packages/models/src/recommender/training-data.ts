import type { InteractionBlocks, Interactions } from '@hvamp/data'

/** What a recommender is fitted on: interactions in memory, or in blocks of users that are read one at a time. */
export type TrainingData = Interactions | InteractionBlocks
