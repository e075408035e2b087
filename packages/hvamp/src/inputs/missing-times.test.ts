import { readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import { missingTimesLine, withKnownTimes } from './missing-times'

const line = (...times: number[]) => missingTimesLine('FILE', { timestamps: Float64Array.from(times) })

it('says that a time of 0 or −1 among others may stand for none', () => {
  expect(line(0, 1.5e9, 0)).toBe(
    'FILE: 2 interactions have 0 as time, before 1973 as no others are: if it stands for none, leave out their rows before',
  )
  expect(line(1.5e12, -1)).toContain('FILE: 1 interaction has -1 as time')
  const many = Array.from({ length: 40 }, (_, i) => 1.5e9 + i)
  expect(line(...many, 0, -2134949234)).toContain(
    'FILE: 2 interactions have 0 or the like as time, before 1973',
  )
  expect(line(-2208988800, ...many, -2208988800)).toContain('2 interactions have -2208988800 as time')
  expect(line(...many, ...many.map((_, i) => i * 1000))).toBeUndefined()
})

it('asks about them where times divide, and leaves them out or keeps them by choice', async () => {
  const text = 'user,item,time\n1,a,0\n1,b,1700000000\n2,b,0\n2,a,1600000000\n'
  const read = await readInteractions(new Blob([text]), { timestamps: true })
  expect(() => withKnownTimes('FILE', read, {})).toThrow(
    'FILE: must have the time of each interaction to divide them by it, got 0 in 2 of them, beside times from 1973 on: choose with --missing skip, which leaves them out, or --missing keep, which takes them for the earliest',
  )
  expect([...withKnownTimes('FILE', read, { missing: 'skip' }).timestamps!]).toEqual([1.7e9, 1.6e9])
  expect(withKnownTimes('FILE', read, { missing: 'keep' })).toBe(read)
})

it('says nothing where no time is so, where all are, and where times count from 0', () => {
  expect(line(1.5e9, 1.6e9)).toBeUndefined()
  expect(line(0, 0)).toBeUndefined()
  expect(line(0, 1, 2)).toBeUndefined()
  expect(missingTimesLine('FILE', { timestamps: undefined })).toBeUndefined()
})
