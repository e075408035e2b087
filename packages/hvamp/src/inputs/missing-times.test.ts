import { expect, it } from 'vitest'
import { missingTimesLine } from './missing-times'

const line = (...times: number[]) => missingTimesLine('FILE', { timestamps: Float64Array.from(times) })

it('says that a time of 0 or −1 among others may stand for none', () => {
  expect(line(0, 1.5e9, 0)).toBe(
    'FILE: 2 interactions have 0 as time, and count as the earliest, of 1970: if it stands for none, leave out their rows before',
  )
  expect(line(1.5e12, -1)).toContain('FILE: 1 interaction has -1 as time')
})

it('says nothing where no time is so, where all are, and where times count from 0', () => {
  expect(line(1.5e9, 1.6e9)).toBeUndefined()
  expect(line(0, 0)).toBeUndefined()
  expect(line(0, 1, 2)).toBeUndefined()
  expect(missingTimesLine('FILE', { timestamps: undefined })).toBeUndefined()
})
