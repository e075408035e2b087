export { readRatings } from './read-ratings'
