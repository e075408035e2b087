export { didYouMean, nearestWord } from './did-you-mean'
export { type Random, type RandomKey, random, randomWord } from './random'
export { requireCount } from './require-count'
export { requireKnown } from './require-known'
