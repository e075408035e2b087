import { expect, it } from 'vitest'
import { planTitle } from './plan-title'

it('is the title of each run, also by the default of --gated', () => {
  expect(planTitle({ model: 'hvamp', options: {} })).toBe('H+Vamp (Gated)')
  expect(planTitle({ model: 'hvamp', options: { gated: false } })).toBe('H+Vamp')
  expect(planTitle({ model: 'mult-vae', options: { gated: true } })).toBe('Mult-VAE (Gated)')
  expect(planTitle({ model: 'ease', options: {} })).toBe('EASE')
})

it('says nothing of gates where some trials have them', () => {
  expect(planTitle({ model: 'hvamp', options: {}, space: { gated: 'true,false' } })).toBe('H+Vamp')
})
