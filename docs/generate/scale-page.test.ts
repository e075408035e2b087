import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
// @ts-expect-error: a plain program, without declarations
import { simulation } from '../../examples/node/simulation/simulate-tuning.mjs'
import { scalePage } from './scale-page'

const path = fileURLToPath(new URL('../guide/at-scale.md', import.meta.url))
const page = readFileSync(path, 'utf8')

it('the tables of the page on scale are made from what is recorded; `vitest run -u` of this file makes them anew', async () => {
  await expect(scalePage(page)).toMatchFileSnapshot(path)
})

it('its simulations are what the command above each of them prints', () => {
  const found = [...page.matchAll(/^node \S*simulate-tuning\.mjs (.*?)\n```\n\n((?:\|[^\n]*\n)+)/gms)]
  expect(found.length).toBe(2)
  for (const [, args, printed] of found) {
    expect(simulation(args!.replaceAll('\\\n', ' ').trim().split(/\s+/))).toBe(printed)
  }
})

it('refuses the mark of a table that is none', () => {
  expect(() => scalePage('<!-- table: moon -->\n\n<!-- end -->')).toThrow('no such table: moon')
})
