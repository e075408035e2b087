import { expect, it } from 'vitest'
import { otherSpellings, readInteractions, readRows } from '../index'

const read = (text: string, missing?: 'keep' | 'skip') => readInteractions(new Blob([text]), { missing })

it('refuses users whose ids are written with and without decimals, and names two', async () => {
  await expect(read('user,item\n1,9\n2,9\n1.0,8\n2.0,8\n', 'skip')).rejects.toThrow(
    "interactions: expected one way of writing a user id, got '1' and '1.0' and 1 more such pairs; write each id without decimals, or keep both as different ids: choose with missing 'keep'",
  )
})

it('refuses one such item, also a long one and one of a query', async () => {
  await expect(read('user,item\na,9000000000\nb,9000000000.00\n')).rejects.toThrow(
    "one way of writing an item id, got '9000000000' and '9000000000.00'; write",
  )
  const rows = [
    ['a', '7'],
    ['b', '7.0'],
  ]
  const source = {
    columns: ['user', 'item'],
    async *batches() {
      yield rows
    },
  }
  await expect(readRows(source)).rejects.toThrow("'7' and '7.0'")
})

it('reads them as different ids where they are kept', async () => {
  expect((await read('user,item\n1,9\n1.0,9\n', 'keep')).userIds).toEqual(['1', '1.0'])
})

it('reads ids that all have decimals, or of which none has a twin', async () => {
  expect((await read('user,item\n1.0,9\n2.0,8\n')).userIds).toEqual(['1.0', '2.0'])
  expect((await read('user,item\n1,9\n2.0,8\n1.5,7\n')).userIds).toEqual(['1', '2.0', '1.5'])
})

it('refuses ids of which some have lost their zeros in front, wherever they come from', async () => {
  await expect(read('user,item\n007,9\n7,9\n008,1\n8,2\n')).rejects.toThrow(
    "one way of writing a user id, got '7' and '007' and 1 more such pairs; write each id with the same zeros in front, or keep both as different ids: choose with missing 'keep'",
  )
  for (const [short, long] of [
    ['0', '00'],
    ['07', '0007'],
    ['40', '0040'],
    ['12345678905', '0012345678905'],
  ]) {
    for (const items of [
      [short, long],
      [long, short],
    ]) {
      const rows = items.map((item) => `a,${item}\n`).join('')
      await expect(read(`user,item\n${rows}`)).rejects.toThrow(`an item id, got '${short}' and '${long}'; `)
    }
  }
})

it('refuses an ISBN with a small and with a capital X', async () => {
  await expect(read('user,isbn\n1,034545104x\n2,034545104X\n')).rejects.toThrow(
    "an item id, got '034545104X' and '034545104x'; write each id with the X of an ISBN as a capital, or keep",
  )
  expect((await read('user,isbn\n1,034545104x\n2,034545105X\n1,00x\n2,00X\n')).itemIds).toHaveLength(4)
})

it('reads ids with zeros in front where no other is the same number', async () => {
  expect((await read('user,item\n007,0\n8,00x\n070,7-0\n0.5,-0\n')).userIds).toEqual([
    '007',
    '8',
    '070',
    '0.5',
  ])
  expect((await read('user,item\n007,9\n7,9\n', 'keep')).userIds).toEqual(['007', '7'])
})

const guid = '0f8fad5b-d9cb-469f-a165-70867728950e'

it.each([
  ['Zo\u00eb', 'Zoe\u0308', 'with its accents in one form of Unicode'],
  [guid, guid.toUpperCase(), 'in small letters and without braces'],
  [guid, `{${guid}}`, 'in small letters and without braces'],
  [guid.toUpperCase(), `{${guid.toUpperCase()}}`, 'in small letters and without braces'],
  [`{${guid}}`, `{${guid.toUpperCase()}}`, 'in small letters and without braces'],
  ['1001', '"1,001"', 'without marks of thousands'],
  ...[...".'\u2019 \u00a0\u202f"].map((mark) => ['1001', `1${mark}001`, 'without marks of thousands']),
  ['12345678', '1.2345678E7', 'without decimals'],
  ...['\u200e', '\u00ad', '\u200c', '\u200d', '\u2066'].map((mark) => [
    'Anna',
    `An${mark}na`,
    'without characters that nothing shows',
  ]),
  ['An\u200cna', 'An\u200dna', 'without characters that nothing shows'],
  ...['u٥', 'u۵', 'u५', 'u５'].map((id) => ['u5', id, 'in the digits 0 to 9']),
  ['u٥', 'u۵', 'in the digits 0 to 9'],
  ['anna@shop.de', 'Anna@Shop.de', 'in small letters'],
  ['ANNA@shop.de', 'Anna@shop.de', 'in small letters'],
  ['0306406152', '0-306-40615-2', 'without the hyphens of an ISBN'],
  ['080442957X', '0 8044 2957 x', 'without the hyphens of an ISBN'],
  ['9780306406157', '978-0306406157', 'without the hyphens of an ISBN'],
  ['978-0306406157', '978-0-306-40615-7', 'without the hyphens of an ISBN'],
  ['Cap', '2× Cap', 'without how many there are'],
  ['1× Cap', '2× Cap', 'without how many there are'],
  ['1 x Tee Nr. 5', '12 x Tee Nr. 5', 'without how many there are'],
  ['Cap x 1', 'Cap × 2', 'without how many there are'],
])('refuses %s beside %s, in either order', async (first, second, advice) => {
  for (const ids of [
    [first, second],
    [second, first],
  ]) {
    const found = read(`user,item\n${ids.map((id) => `${id},9\n`).join('')}`)
    await expect(found).rejects.toThrow(`write each id ${advice}`)
  }
})

it.each([
  ...[
    ['Anna', 'anna'],
    [guid.toUpperCase(), guid.replace('0f', '1f')],
    ['{7}', '7'],
    ['ABC', 'abc'],
    ['2 x 4', '3 x 4'],
    ['Board 2 x 4', 'Board 2 x 6'],
    ['2x4 Wood', '4x4 Wood'],
    ['Anna@shop.de', 'anna@shop.com'],
  ],
  ...[
    ['"1,01"', '101'],
    ['1.001', '1002'],
    ['1 00', '100'],
    ['"1.001,002"', '1001002'],
    ['1.5E1', '1.5'],
    ['Zoe', 'Zo\u00eb'],
    ['u٥', 'u6'],
    ['نامه\u200cها', 'نامه'],
    ['نامه\u200cها', 'نامهها'],
    ['क्\u200dष', 'क्ष'],
    ['👩\u200d🚀', '👩🚀'],
    ['🏴', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ],
])('reads %s beside %s', async (...ids) => {
  expect((await read(`user,item\n${ids.map((id) => `${id},9\n`).join('')}`)).userCount).toBe(2)
})

it('reads ids with hyphens that are no ISBN, or have no twin', async () => {
  const ids = ['0-306-40615-3', '0306406153', '12-3456', '123456', '978-0-306-40615-7']
  expect((await read(`user,item\n${ids.map((id) => `${id},9\n`).join('')}`)).userIds).toEqual(ids)
})

it('looks at an id with many zeros in front, or a long address, in time that grows no faster than it', async () => {
  const zeros = '0'.repeat(15_000)
  expect([...otherSpellings(`${zeros}70`)]).toEqual([{ id: '70', by: 'zeros' }])
  expect([...otherSpellings(zeros)]).toEqual([{ id: '0', by: 'zeros' }])
  expect([...otherSpellings(`A@${'a.'.repeat(1000)}de`)]).toEqual([])
  await expect(read(`user,item\n${zeros}7,9\n00${zeros}7,9\n`)).rejects.toThrow(
    'with the same zeros in front',
  )
  await expect(read(`user,item\n007,9\n${zeros}7,9\n`)).rejects.toThrow('with the same zeros in front')
})
