import { expect, test } from 'vitest'
import { dateIn } from '../tables/inferred-type'
import { dateOfMicroseconds, dateOfSeconds, secondsOfDate } from './fine-dates'

test.each([
  ['2024-01-05 10:00:00.123456', '2024-01-05T10:00:00.123Z'],
  ['2024-01-05 10:00:00.001', '2024-01-05T10:00:00.001Z'],
  ['2024-01-05 10:00:00.123456789', '2024-01-05T10:00:00.123Z'],
  ['1969-12-31 23:59:59.999999', '1969-12-31T23:59:59.999Z'],
  ['9999-12-31 23:59:59.999', '9999-12-31T23:59:59.999Z'],
  ['2024-01-05', '2024-01-05T00:00:00.000Z'],
])('keeps the seconds of %s, and shows its milliseconds', (text, shown) => {
  const date = dateOfSeconds(dateIn(text))
  expect(secondsOfDate(date)).toBe(dateIn(text))
  expect(date.toISOString()).toBe(shown)
})

test('knows the microseconds of a date', () => {
  expect(secondsOfDate(dateOfMicroseconds(1_704_448_800_123_456n))).toBe(1704448800.123456)
  expect(secondsOfDate(dateOfMicroseconds(-1_000_001n))).toBe(-1.000001)
})
