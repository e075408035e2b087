import { afterEach, expect, it, vi } from 'vitest'
import { hasBars } from './has-bars'

const { isTTY } = process.stderr
afterEach(() => {
  vi.unstubAllEnvs()
  process.stderr.isTTY = isTTY
})

it.each([
  [true, 'xterm-256color', true],
  [true, 'dumb', false],
  [false, 'xterm-256color', false],
])('on a terminal: %s, of the kind %s, bars are drawn: %s', (terminal, kind, expected) => {
  process.stderr.isTTY = terminal
  vi.stubEnv('TERM', kind)
  expect(hasBars()).toBe(expected)
})
