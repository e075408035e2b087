export { readRatings } from './read-ratings'
export { writeInteractions } from './write-interactions'
