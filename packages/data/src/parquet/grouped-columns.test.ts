import type { SchemaElement } from 'hyparquet'
import { expect, it } from 'vitest'
import { groupedColumns } from './grouped-columns'

const column = (name: string, element: Partial<SchemaElement> = {}) => ({
  ...{ name, within: name, holds: 'value' as const, keys: [] },
  element: { name, ...element },
})
const columnsWith = (time: Partial<SchemaElement>) =>
  groupedColumns(
    [column('user'), column('item'), column('at', time)],
    { columns: { timestamp: 'at' } },
    'a.parquet',
  )

it.each([
  [{ converted_type: 'INTERVAL' }, 'lengths of time (INTERVAL)'],
  [{ converted_type: 'TIME_MICROS' }, 'times of day (TIME_MICROS)'],
  [{ logical_type: { type: 'TIME', isAdjustedToUTC: true, unit: 'NANOS' } }, 'times of day (TIME)'],
] as const)('refuses %j as times, as they have no day', (element, kind) => {
  expect(() => columnsWith(element as Partial<SchemaElement>)).toThrow(
    `a.parquet: expected times of a calendar as timestamp, got ${kind} in column 'at', which have no day`,
  )
})

it('takes times with a day, and passes over a column of times of day that is not read', () => {
  expect(columnsWith({ converted_type: 'TIMESTAMP_MICROS' }).roles.timestamp?.name).toBe('at')
  const all = [column('user'), column('item'), column('at', { converted_type: 'TIME_MILLIS' })]
  expect(groupedColumns(all, {}, 'a.parquet').roles.timestamp).toBeUndefined()
})
