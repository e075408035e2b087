import fc from 'fast-check'
import { expect, it } from 'vitest'
import { limitsSchema } from '../schemas/limits'
import { recommendManySchema, recommendSchema } from '../schemas/recommend'
import { validate } from './validate'

const limits = limitsSchema.parse({ history: 5, count: 20, histories: 3, id: 10 })
const check = validate({
  schema: recommendSchema(limits),
  httpPart: 'body',
  method: 'POST',
  url: '/recommend',
})
const checkMany = validate({
  schema: recommendManySchema(limits),
  httpPart: 'body',
  method: 'POST',
  url: '/',
})
const messageOf = (result: unknown) => (result as { error?: Error }).error?.message

const known = ['history', 'user', 'count', 'seen', 'fallback', 'rules']
const id = fc.string({ minLength: 1, maxLength: 10 })
const good = fc.record(
  {
    history: fc.array(id, { maxLength: 5 }),
    count: fc.integer({ min: 1, max: 20 }),
    seen: fc.constantFrom('exclude', 'keep'),
  },
  { requiredKeys: ['history'] },
)

it('takes every body that follows the rules, with defaults filled in', () => {
  fc.assert(
    fc.property(good, (body) => {
      expect(check(body)).toEqual({ value: { count: 10, seen: 'exclude', fallback: 'popular', ...body } })
    }),
  )
})

it('names every field that no rule knows, whatever it holds', () => {
  const name = fc.string({ minLength: 1 }).filter((name) => !known.includes(name))
  fc.assert(
    fc.property(good, name, fc.jsonValue(), (body, name, value) => {
      const spoilt = Object.defineProperty({ ...body }, name, { value, enumerable: true })
      expect(messageOf(check(spoilt))).toBe(`body: must not have '${name}'`)
    }),
  )
})

it('never takes a value of another kind for one that it can use', () => {
  const isGood = (field: string, value: unknown) =>
    (field === 'history' && Array.isArray(value) && value.length <= 5 && value.every(isId)) ||
    (field === 'count' && Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 20) ||
    (field === 'seen' && (value === 'exclude' || value === 'keep'))
  const isId = (value: unknown) => typeof value === 'string' && value.length >= 1 && value.length <= 10
  fc.assert(
    fc.property(good, fc.constantFrom('history', 'count', 'seen'), fc.jsonValue(), (body, field, value) => {
      fc.pre(!isGood(field, value))
      expect(messageOf(check({ ...body, [field]: value }))).toContain(`body.${field}`)
    }),
  )
})

it.each([
  [{ history: ['1'], count: 0 }, 'body.count must be an integer from 1 to 20, got 0'],
  [{ history: ['1'], count: '3' }, "body.count must be an integer from 1 to 20, got '3'"],
  [{ history: ['1'], count: 1e9 }, 'body.count must be an integer from 1 to 20, got 1000000000'],
  [{ history: ['1', 2] }, 'body.history.1 must be a text of 1 to 10 characters, got 2'],
  [{ history: [''] }, "body.history.0 must be a text of 1 to 10 characters, got ''"],
  [{ history: 'abcdef'.split('') }, 'body.history must be a list of at most 5 ids, got a list of 6'],
  [{ history: null }, 'body.history must be a list of at most 5 ids, got null'],
  [{ history: [], seen: 'hide' }, "body.seen must be 'exclude' or 'keep', got 'hide'"],
  [{ history: [], user: '1' }, 'body must have exactly one of history and user, got an object'],
  [{}, 'body must have exactly one of history and user, got an object'],
  [{ history: ['1'], ratings: [] }, 'body.ratings must be one for each id of the history, got a list of 0'],
  [{ user: '1', ratings: [] }, 'body.ratings must be one for each id of the history, got a list of 0'],
  [{ history: ['1'], ratings: ['5'] }, "body.ratings.0 must be a finite number, got '5'"],
  [{ history: ['1'], ratings: [1e39] }, 'body.ratings.0 must be a finite number, got 1e+39'],
  [[], 'body must be an object, got a list of 0'],
  [null, 'body must be an object, got null'],
  [undefined, 'body must be an object, got nothing'],
])('of %o says what is wrong', (body, message) => {
  expect(messageOf(check(body))).toBe(message)
})

it.each([
  [{ histories: [] }, 'body.histories must be a list of 1 to 3, got a list of 0'],
  [{ histories: [[], [], [], []] }, 'body.histories must be a list of 1 to 3, got a list of 4'],
  [{ histories: [['1'], 'x'] }, "body.histories.1 must be a list of at most 5 ids, got 'x'"],
  [
    { histories: [['1'], ['2']], ratings: [[5], []] },
    'body.ratings must be a list for each of the histories, with one for each id, got a list of 2',
  ],
  [
    { users: ['1'], ratings: [[5]] },
    'body.ratings must be a list for each of the histories, with one for each id, got a list of 1',
  ],
  [{ users: ['1'], histories: [['1']] }, 'body must have exactly one of histories and users, got an object'],
])('of many, %o: says what is wrong', (body, message) => {
  expect(messageOf(checkMany(body))).toBe(message)
})
