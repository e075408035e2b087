import { expect, it } from 'vitest'
import { argumentsOf } from './option-arguments'

it('options become arguments that mean the same', () => {
  expect(
    argumentsOf({
      model: 'vamp',
      gated: false,
      implicit: true,
      learningRate: 1e-7,
      metrics: 'ndcg@5,recall@5',
    }),
  ).toEqual([
    ...['--model', 'vamp', '--no-gated', '--implicit', '--learning-rate', '1e-7'],
    ...['--metrics', 'ndcg@5,recall@5'],
  ])
})
