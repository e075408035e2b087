export { type Random, type RandomKey, random, randomWord } from './random'
