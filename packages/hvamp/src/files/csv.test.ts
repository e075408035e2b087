import { expect, it } from 'vitest'
import { csvLine } from './csv'

it('texts that a spreadsheet would take for formulas get an apostrophe in front, and stay as many different ones', () => {
  const ids = ['=u1', "'=u1", "''=u1", "'u1", '-1', "'-1", '\tx', "'\tx", "o'neil", "'"]
  const safe = ids.map((id) => csvLine([id], { spreadsheetSafe: true }))
  expect(safe).toEqual([
    ...["'=u1", "''=u1", "'''=u1", "'u1"],
    ...["'-1", "''-1", "'\tx", "''\tx", "o'neil", "'"],
  ])
  expect(new Set(safe).size).toBe(ids.length)
  expect(ids.map((id) => csvLine([id]))).toEqual(ids)
})
