import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ColumnChoice, isUndecided, type Reading, readInteractions } from '../index'
import { sureChoice } from './sure-choice'

const COUNT = 12
const name = fc.oneof(fc.nat(6).map(String), fc.constantFrom('', 'x', 'y', 'z', '2024', '01'))
const header = fc.uniqueArray(name, { minLength: 4, maxLength: 6 })
const place = fc.nat(3)

/** Rows whose ratings are in one column alone. */
function table(names: readonly string[]): string {
  const rows = Array.from({ length: COUNT }, (_, row) =>
    names.map((_, column) => 1 + ((row * (column + 2) + column) % (5 + column))),
  )
  return [names, ...rows].map((cells) => `${cells.join(',')}\n`).join('')
}

async function read(names: readonly string[], columns: ColumnChoice, further = {}) {
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  await readInteractions(new Blob([table(names)]), { columns, header: true, ...further, onReading })
  return reading!
}

it('what surely chooses a column does, as a number or a name is typed, whatever numbers the header has as names', () =>
  fc.assert(
    fc.asyncProperty(header, fc.uniqueArray(place, { minLength: 3, maxLength: 3 }), async (names, roles) => {
      const choices = roles.map((role) => sureChoice(names, role))
      fc.pre(choices.every((choice) => choice !== undefined))
      const typed = choices.map((choice) => (/^\d+$/.test(String(choice)) ? Number(choice) : choice))
      const [user, item, rating] = typed
      const { places } = await read(names, { user, item, rating } as ColumnChoice)
      expect([places!.user, places!.item, places!.rating]).toEqual(roles)
    }),
  ))

it('a number that is a name, too, is answered by the choices that the error has', () =>
  fc.assert(
    fc.asyncProperty(header, fc.uniqueArray(place, { minLength: 3, maxLength: 3 }), async (names, roles) => {
      const [user, item, rating] = roles
      const columns = { user, item, rating }
      const error = await read(names, columns).catch((error) => error)
      fc.pre(isUndecided(error))
      const { likely = {}, options } = error
      const chosen = Object.entries(likely).filter(([option]) => option.startsWith('columns.'))
      const answer = Object.fromEntries(chosen.map(([option, column]) => [option.slice(8), column]))
      expect(options).toContain('header: false')
      const { rows, columns: found } = await read(names, answer, {
        skipLines: likely.skipLines,
        header: false,
      })
      const areNames =
        roles.some((role) => names[role] === '') && roles.every((role) => names.includes(String(role)))
      const meant = areNames ? roles.map((role) => names.indexOf(String(role))) : roles
      expect([rows, found]).toEqual([COUNT, { user: meant[0], item: meant[1], rating: meant[2] }])
    }),
  ))
