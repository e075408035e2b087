import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { csv } from '../files/csv'
import { knownHistories } from '../inputs/histories'
import { badInput, checkingInput, isBadInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { fittingParts } from './fitting-parts'
import { duration, grouped, meanAndError, metricTitle } from './format'
import { printable, printableJson, printableLines } from './printable'
import { stagesLeft } from './stage-pace'
import { factsTable, textTable } from './text-table'
import { trainingPace } from './training-pace'

it('times, counts, metrics and means are said as people say them', () => {
  expect([0.4, 59.4, 200, 7500].map(duration)).toEqual(['0 s', '59 s', '3 min 20 s', '2 h 05 min'])
  expect(grouped(1234567)).toBe('1,234,567')
  expect(['ndcg@100', 'hitRate@5'].map(metricTitle)).toEqual(['NDCG@100', 'HitRate@5'])
  expect(meanAndError({ mean: 0.41664, standardError: 0.00812 })).toBe('0.4166 ± 0.0081')
  expect(meanAndError({ mean: 1, standardError: Number.NaN })).toBe('1.0000')
  expect(optionName('gradientNormalization')).toBe('--gradient-normalization')
})

it('a textTable aligns numbers to the right and texts to the left', () => {
  expect(
    textTable(
      ['', 'users'],
      [
        ['train', '1,000'],
        ['test', '50'],
      ],
    ),
  ).toBe(['       users', 'train  1,000', 'test      50'].join('\n'))
})

it('a textTable counts what characters take on a terminal, and steers nothing', () => {
  expect(
    textTable(
      ['item', 'title'],
      [
        ['1', '寿司'],
        ['20', 'e\u0301clair\u001b[31m'],
      ],
    ),
  ).toBe(['item  title', '   1  寿司', '  20  e\u0301clair\\x1b[31m'].join('\n'))
})

it('a textTable has room for the lists of all users', () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => [`user ${i}`, `${i}`])
  expect(textTable(['user', 'rank'], rows).length).toBeGreaterThan(300_000 * 'user 1  1'.length)
})

it('a table of facts aligns names and values to the left, however long', () => {
  const long = 'ease, weight 0.5'.repeat(9)
  expect(
    factsTable([
      ['parameters', '1,000'],
      ['part 1', long],
    ]),
  ).toMatch(/^\n?parameters {2}1,000\npart 1 {6}ease/)
})

it('CSV quotes what would be read otherwise', () => {
  expect(
    csv(
      ['a', 'b'],
      [
        ['x,y', 'say "z"'],
        [1, 'two\nlines'],
      ],
    ),
  ).toBe('a,b\n"x,y","say ""z"""\n1,"two\nlines"\n')
})

it('plain errors of what checks input are its fault, a TypeError is the program’s', async () => {
  const thrownBy = (error: Error) =>
    checkingInput(() => Promise.reject(error)).catch((thrown: unknown) => thrown)
  expect(isBadInput(await thrownBy(new Error('a rule, got 3')))).toBe(true)
  expect(isBadInput(await thrownBy(new TypeError('x is not a function')))).toBe(false)
  expect(isBadInput(new Error('from elsewhere'))).toBe(false)
  expect(isBadInput(badInput('told'))).toBe(true)
  expect(
    isBadInput(
      new Error('could not be written', { cause: Object.assign(new Error('ENOSPC'), { syscall: 'write' }) }),
    ),
  ).toBe(true)
})

it('items that a model does not know are left out and named, five of them', () => {
  const said: string[] = []
  const out = { json: false, print: () => {}, emit: () => {}, note: (text: string) => said.push(text) }
  const history = interactionsFrom(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => ({ user: 1, item })))
  const known = knownHistories(history, ['g'], { unknown: 'skip', where: 'h.csv', out })
  expect(Array.from(known.items)).toEqual([0])
  expect(said).toEqual(["left out, for the model does not know them: 'a', 'b', 'c', 'd', 'e', 1 more"])
  expect(() => knownHistories(history, ['g'], { unknown: 'refuse', where: 'h.csv' })).toThrow(
    /^h\.csv: .*'a', 'b'/,
  )
})

it('a line on a narrow terminal has what is most important', () => {
  const parts = ['at most 3 min left', 'epoch 3/400', 'NDCG@100 0.4', 'loss 5.00']
  expect(fittingParts(parts, 200)).toBe('at most 3 min left · epoch 3/400 · NDCG@100 0.4 · loss 5.00')
  expect(fittingParts(parts, 40)).toBe('at most 3 min left · epoch 3/400')
  expect(fittingParts(parts, 5)).toBe('at most 3 min left')
})

it('what is left of a stage follows from its pace', () => {
  let time = 0
  const left = stagesLeft(() => time)
  const stage = (done: number) => ({ type: 'stage', stage: 'inverse', done, total: 100 }) as const
  expect(left(stage(10))).toBeUndefined()
  time = 2000
  expect(left(stage(30))).toBe(7)
})

it('control characters are written as what they are', () => {
  expect(printable('a\u001b[31mb\u009b\u202e\n')).toBe('a\\x1b[31mb\\x9b\\u202e\\x0a')
  expect(printableLines('a\nb\u0007')).toBe('a\nb\\x07')
  expect(JSON.parse(printableJson({ id: '\u009b\u202e' }))).toEqual({ id: '\u009b\u202e' })
  expect(printableJson('\u009b')).toBe('"\\u009b"')
})

it('the pace counts steps but not validation, and what is left by whole epochs once one is over', () => {
  let time = 0
  const pace = trainingPace(100, () => time)
  const step = (epoch: number, batch: number) =>
    pace.event({
      type: 'step',
      epoch,
      epochs: 3,
      batch,
      batchCount: 2,
      step: 0,
      klWeight: 0,
      loss: 0,
      terms: {},
    })
  step(1, 1)
  expect([pace.usersPerSecond, pace.secondsLeft]).toEqual([undefined, undefined])
  time = 500
  step(1, 2)
  expect([pace.usersPerSecond, pace.secondsLeft]).toEqual([200, 2])
  const record = { epoch: 1, klWeight: 0, loss: 0, terms: {}, seconds: 4 }
  pace.event({ type: 'epoch', epochs: 3, record })
  time = 9000
  step(2, 1)
  expect([pace.usersPerSecond, pace.secondsLeft]).toEqual([200, 0.5 + 4])
})
