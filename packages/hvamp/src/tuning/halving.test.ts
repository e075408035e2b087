import { expect, it } from 'vitest'
import { runDefaults } from '../settings/run-settings'
import { requestedHalving } from './halving'

const rungsOf = (epochs: number, eta: number) =>
  requestedHalving({ ...runDefaults, model: 'mult-vae', halving: true, eta }, { epochs }, [])?.rungs

it('names what leaves no rung before the last epoch: --eta, or the epochs themselves', () => {
  expect(rungsOf(20, 3)).toEqual([2, 7])
  expect(rungsOf(20, 20)).toEqual([1])
  expect(() => rungsOf(20, 100)).toThrow(
    '--eta: must leave a rung before the last of 20 epochs, got 100: choose another, or give --rungs',
  )
  expect(() => rungsOf(1, 3)).toThrow('--halving: must come with at least 2 epochs, got 1')
})
