import { expect, it } from 'vitest'
import { isRepeatable } from '../flags/repeatable'
import { makeProgram } from './program'

const parse = (name: string, ...args: string[]) => {
  const command = makeProgram().commands.find((each) => each.name() === name)!
  command.parseOptions(args)
  return command.opts()
}

it.each([
  ['train', ['--seed', '1', '--seed', '2'], '--seed: must be given once, got 1 and 2'],
  ['train', ['--seed=1', '--epochs', '3', '--seed=1'], '--seed: must be given once, got 1 and 1'],
  ['split', ['--split', 'weak', '--split', 'time'], '--split: must be given once, got weak and time'],
  ['train', ['--gated', '--no-gated'], '--no-gated: must come without --gated, got both'],
  ['recommend', ['--exclude', 'a', '--exclude', 'b'], '--exclude: must be given once, got a and b'],
  [
    'popular',
    ['--per', 'brand=2', '--per=brand=1'],
    "--per: must be given once for brand, got 'brand=1' too",
  ],
  [
    'similar',
    ['--table-type', 'tags=,', '--table-type', 'tags=|'],
    "--table-type: must be given once for tags, got 'tags=|' too",
  ],
])('%s %j: an option is given once', (name, args, message) => {
  expect(() => parse(name, ...args)).toThrow(message)
})

it('one that collects values is given several times, and one without a value may be', () => {
  const { per, json } = parse('recommend', '--per', 'brand=1', '--json', '--per', 'size=2', '--json')
  expect({ per, json }).toEqual({ per: { brand: 1, size: 2 }, json: true })
})

it('those that can be repeated say so, and no other one does', () => {
  const options = makeProgram().commands.flatMap((command) => command.options)
  const said = options.filter(({ description }) => description.includes('can be repeated'))
  expect(options.filter(isRepeatable)).toEqual(said)
  expect(new Set(said.map(({ long }) => long))).toContain('--grid')
})
