import { expect, it } from 'vitest'
import { entriesOf, type ReadingOptions, readInteractions } from '../index'

const read = async (text: string, options: ReadingOptions = {}) => {
  async function* source() {
    yield new TextEncoder().encode(text)
  }
  return Array.from(entriesOf(await readInteractions(source(), { name: 'file', ...options })))
}

it.each([
  ['names as above', 'user,item\nA,1\nB,2\n\nuser,item\nC,3\n', "'user,item'"],
  ['other names', 'user,item\nA,x\nB,y\n\ncustomer,product\nC,z\n', "'customer,product'"],
  ['a line of spaces between', 'user,item\nA,x\nB,y\n  \nproduct,title\nz,Tea\n', "'product,title'"],
  ['quotes', '"user","item"\n"A","x"\n"B","y"\n\n"sku","name"\n"z","Tea, green"\n', "'sku,name'"],
  ['spaces between fields', 'user item\nA x\nB y\n\nsku name\nz Tea\n', "'sku name'"],
])('a further table below the first is refused: %s', async (_, text, header) => {
  await expect(read(text)).rejects.toThrow(new RegExp(`^file:\\d: .*a blank line: ${header}`))
})

it('rows go on after blank lines', async () => {
  const rows = await read('user,item\n\nA,1\n\n\nB,tea\n42,product\n')
  expect(rows.map(({ user, item }) => [user, item])).toEqual([
    ['A', '1'],
    ['B', 'tea'],
    ['42', 'product'],
  ])
})
