import { expect, it } from 'vitest'
import { didYouMean, nearestWord } from './did-you-mean'

const models = ['hvamp', 'mult-vae', 'mult-dae', 'ease', 'item-knn']

it.each([
  ['mult-vea', 'mult-vae'],
  ['multvae', 'mult-vae'],
  ['EASE', 'ease'],
  ['itemknn', 'item-knn'],
])('names the word that %s is nearest to', (mistyped, meant) => {
  expect(didYouMean(mistyped, models)).toBe(` (Did you mean ${meant}?)`)
})

it('quotes a name with marks of its own', () => {
  expect(didYouMean('Op voorraad', ['Op voorraad?'])).toBe(" (Did you mean 'Op voorraad?'?)")
})

it('names none where none is near', () => {
  for (const word of ['random-forest', 'x', '']) expect(didYouMean(word, models)).toBe('')
})

it('gives the word alone, the first of those equally near', () => {
  expect(nearestWord('stok', ['brand', 'stock', 'stoke'])).toBe('stock')
  expect(nearestWord('stok', [])).toBeUndefined()
})
