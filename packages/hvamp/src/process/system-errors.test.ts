import { expect, it } from 'vitest'
import { messageInWords } from './system-errors'

it.each([
  [
    'connect ECONNREFUSED 127.0.0.1:1',
    '127.0.0.1:1: nothing answers there: does the server run, and on this port? (ECONNREFUSED)',
  ],
  ['getaddrinfo ENOTFOUND nowhere', 'nowhere: there is no host of this name (ENOTFOUND)'],
  ['connect EOTHER 127.0.0.1:1', 'connect EOTHER 127.0.0.1:1'],
])('%s of a network is put into words', (said, inWords) => {
  const cause = Object.assign(new Error(said), { syscall: 'connect', code: said.split(' ')[1] })
  expect(messageInWords(new Error(`redis://shop: ${said}`, { cause }))).toBe(`redis://shop: ${inWords}`)
  expect(messageInWords(new Error(`postgres://shop: ${said}`))).toBe(`postgres://shop: ${inWords}`)
})
