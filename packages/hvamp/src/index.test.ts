import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { exportedNames } from '../../../scripts/structure.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
const manifestOf = (name: string) => JSON.parse(read('packages', name, 'package.json'))
const faces = Object.keys(manifestOf('hvamp').exports).filter((path) => path !== './package.json')
const sourceOf = (face: string) =>
  face === '.' ? 'index' : face === './node' ? 'node' : `faces/${face.replace('./', '')}`

/** Every entry of every library, as subpaths of hvamp: `./data`, `./data/node`. */
const entries = Object.keys(manifestOf('hvamp').dependencies)
  .filter((dependency) => dependency.startsWith('@hvamp/'))
  .map((dependency) => dependency.replace('@hvamp/', ''))
  .flatMap((name) =>
    Object.keys(manifestOf(name).exports)
      .filter((path) => path !== './package.json')
      .map((path) => ({ name, path, face: `./${name}${path.slice(1)}` })),
  )

it('has a subpath for each entry of each library, which has all of its names', () => {
  expect(faces.slice().sort()).toEqual(['.', './node', ...entries.map(({ face }) => face)].sort())
  for (const { name, path, face } of entries) {
    expect(read('packages/hvamp/src', `${sourceOf(face)}.ts`)).toBe(
      `export * from '@hvamp/${name}${path.slice(1)}'\n`,
    )
  }
})

it('has on its main entry at most 80 names', () => {
  expect(exportedNames(join(root, 'packages/hvamp/src/index.ts')).length).toBeLessThanOrEqual(80)
})

it('has no name on two faces with two meanings', () => {
  const owners = new Map<string, string>()
  for (const { name, path } of entries) {
    const source = join(root, 'packages', name, 'src', `${path === '.' ? 'index' : path.slice(2)}.ts`)
    for (const exported of exportedNames(source)) {
      expect(owners.get(exported) ?? name, exported).toBe(name)
      owners.set(exported, name)
    }
  }
  for (const face of ['index', 'node']) {
    const text = read('packages/hvamp/src', `${face}.ts`)
    for (const [, names, library] of text.matchAll(/export \{([^}]*)\} from '@hvamp\/(\w+)/g)) {
      for (const name of names!.split(',')) {
        const exported = name.trim().replace('type ', '')
        if (exported !== '') expect(owners.get(exported), exported).toBe(library)
      }
    }
  }
})

it('gives a value for each name that is no type', async () => {
  for (const face of ['.', './node', './priors', './layers', './models', './training', './data/node']) {
    const names = Object.entries(await load(face))
    expect(names.length, face).toBeGreaterThan(3)
    for (const [name, value] of names) expect(value, name).toBeDefined()
  }
})

const loaded = new Map<string, Promise<object>>()

/** What a face exports. */
function load(face: string): Promise<object> {
  const known = loaded.get(face)
  if (known !== undefined) return known
  const promise = import(/* @vite-ignore */ join(root, 'packages/hvamp/src', `${sourceOf(face)}.ts`))
  loaded.set(face, promise)
  return promise
}

/** Programs that users read: READMEs, pages and examples. */
function programs(): string[] {
  const markdown = ['README.md', ...foldersWith('packages', 'README.md')]
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !/node_modules|^api|\.vitepress/.test(path))
    .map((path) => join('docs', path))
  const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(mjs|ts|tsx)$/.test(path) && !/node_modules|dist|\.next/.test(path))
    .map((path) => join('examples', path))
  return [...markdown, ...pages, ...examples]
}

function foldersWith(folder: string, file: string): string[] {
  return readdirSync(join(root, folder))
    .map((name) => join(folder, name, file))
    .filter((path) => existsSync(join(root, path)))
}

it('has every name that READMEs, pages and examples import from it, on the face that they name', async () => {
  let found = 0
  for (const path of programs()) {
    for (const [, names, face] of read(path).matchAll(/import \{([^}]*)\} from 'hvamp((?:\/[\w-]+)*)'/g)) {
      expect(faces, path).toContain(`.${face}`)
      const there = Object.keys(await load(`.${face}`))
      for (const name of names!.split(',').map((each) => each.trim().replace(/ as .*/, ''))) {
        if (name === '' || name.startsWith('type ')) continue
        expect(there, `${path}: hvamp${face}`).toContain(name)
        found += 1
      }
    }
  }
  expect(found).toBeGreaterThan(50)
})
