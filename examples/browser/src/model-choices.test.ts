import { expect, it } from 'vitest'
import { firstChoice, isPossible, modelChoices } from './model-choices'

it('begins with EASE where that takes seconds, and with neighbours where it takes minutes', () => {
  expect(firstChoice(1682)).toBe('ease')
  expect(firstChoice(20_000)).toBe('item-knn')
})

it('leaves out a model whose matrix does not fit in the memory of a page', () => {
  const possible = (titles: number) =>
    modelChoices.map(({ name }) => name).filter((name) => isPossible(name, titles))
  expect(possible(5000)).toEqual(modelChoices.map(({ name }) => name))
  expect(possible(20_000)).toEqual(['item-knn', 'mult-vae', 'vamp', 'hvamp'])
})
