export { type NumpyLegacy, numpyLegacy } from './numpy-legacy'
export { type Random, type RandomKey, random, randomWord } from './random'
