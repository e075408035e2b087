export { type Random, type RandomKey, random, randomWord } from './random'
export { requireCount } from './require-count'
export { requireKnown } from './require-known'
