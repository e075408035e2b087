export { type DataSetReading, readDataSet } from './read-data-set'
export { readRatings } from './read-ratings'
export { writeInteractions } from './write-interactions'
