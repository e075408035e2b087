import { expect, it } from 'vitest'
import { networkErrorInWords } from './network-errors'

it('puts codes of networks into words, and no others', () => {
  expect(networkErrorInWords('ENOTFOUND')).toBe('there is no host of this name (ENOTFOUND)')
  expect(networkErrorInWords('EACCES')).toBeUndefined()
})
