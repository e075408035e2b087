import { dataFrames } from './publishers/data-frames.fixture'
import { databases } from './publishers/databases.fixture'
import { networks } from './publishers/networks.fixture'
import { objects } from './publishers/objects.fixture'
import { otherFiles } from './publishers/other-files.fixture'
import { plainTables } from './publishers/plain-tables.fixture'
import { researchSets } from './publishers/research-sets.fixture'
import { reviewSites } from './publishers/review-sites.fixture'
import { shops } from './publishers/shops.fixture'

const kinds = [
  researchSets,
  networks,
  reviewSites,
  shops,
  dataFrames,
  databases,
  objects,
  plainTables,
  otherFiles,
]

/** Files in the manner of real publishers that are read. */
export const readable = kinds.flatMap((files) => files.readable)

/** Files that leave a doubt, or hold no interactions: the error names place, rule and value. */
export const refused = kinds.flatMap((files) => files.refused)
