import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as everything from './index'
import * as everythingOfNode from './node'

const packages = [
  'backends',
  'data',
  'layers',
  'metrics',
  'models',
  'priors',
  'random',
  'rules',
  'tensors',
  'training',
]
const root = new URL('../../', import.meta.url)

/** Names that an entry file exports, types too. */
function exported(path: string): string[] {
  const text = readFileSync(fileURLToPath(new URL(path, root)), 'utf8')
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap(([, names]) => names!.split(','))
    .map((name) => name.trim().replace(/^type /, ''))
    .filter((name) => name !== '')
    .sort()
}

it('has every name of every library', () => {
  expect(exported('hvamp/src/index.ts')).toEqual(
    packages.flatMap((name) => exported(`${name}/src/index.ts`)).sort(),
  )
})

it('has on hvamp/node every name that libraries have on theirs', () => {
  const withNode = packages.filter((name) =>
    readdirSync(fileURLToPath(new URL(`${name}/src`, root))).includes('node.ts'),
  )
  expect(exported('hvamp/src/node.ts')).toEqual(
    withNode.flatMap((name) => exported(`${name}/src/node.ts`)).sort(),
  )
})

it('gives what it names', () => {
  for (const [name, value] of Object.entries({ ...everything, ...everythingOfNode })) {
    expect(value, name).toBeDefined()
  }
})
