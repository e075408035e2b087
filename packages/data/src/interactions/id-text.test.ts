import { expect, it } from 'vitest'
import { idText, requireId } from './id-text'

it('takes texts, and integers that are exact, as databases give them', () => {
  expect(['7', '', 7, -7, -0, 2n ** 60n].map(idText)).toEqual(['7', '', '7', '-7', '0', `${2n ** 60n}`])
})

it.each([
  [null, 'null'],
  [undefined, 'undefined'],
  [Number.NaN, 'NaN'],
  [1.5, '1.5'],
  [2 ** 53, '9007199254740992'],
  [true, 'true'],
  [{ product_id: 7 }, 'an object'],
  [[7], 'a list'],
])('says that %j is no id', (id, shown) => {
  expect(() => requireId('similarItems: items', id)).toThrow(
    `similarItems: items must be ids, texts or integers, got ${shown}`,
  )
})
