import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listedTexts } from './listed-texts'

it.each([
  ['wool, red', ',', ['wool', 'red']],
  ['a|b', '|', ['a', 'b']],
  ['{madera,eco,novedad}', ',', ['madera', 'eco', 'novedad']],
  ['{"light, blue",NULL,"NULL",x}', ',', ['light, blue', 'NULL', 'x']],
  ['["a", "b"]', ',', ['a', 'b']],
  ["['a', 'b c']", ',', ['a', 'b c']],
  ['{}', ',', []],
  ['[]', ',', []],
  ["{it's,l'eau}", ',', ["it's", "l'eau"]],
  ['Books > {x}', ',', ['Books > {x}']],
])('%s by %s is %j', (text, separator, entries) => {
  expect(listedTexts(text, separator)).toEqual(entries)
})

it('reads back what JSON and Postgres write', () => {
  const texts = fc.array(fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(texts, (entries) => {
      const quoted = entries.map((entry) => `"${entry.replaceAll(/["\\]/g, '\\$&')}"`)
      expect(listedTexts(`{${quoted.join(',')}}`, ',')).toEqual(entries)
      expect(listedTexts(`[${quoted.join(', ')}]`, ',')).toEqual(entries)
    }),
  )
})
