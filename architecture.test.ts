import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { foldersBelow, nodeOnly, packageImports } from './architecture'
import {
  circlesOf,
  importedFile,
  importGraph,
  readSource,
  roomImports,
  type Source,
  sourcesIn,
} from './scripts/structure.mjs'

const root = dirname(fileURLToPath(import.meta.url))
const packages = Object.keys(packageImports)
const sourceOf = (name: string) => join(root, 'packages', name, 'src')
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))

/** `@hvamp/data/node` is `data`, `zod/v4` is `zod`. */
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
    .replace('@hvamp/', '')
const isBuiltIn = (specifier: string) => specifier.startsWith('node:')
const isOfNode = (specifier: string) =>
  isBuiltIn(specifier) || /^@hvamp\/.+\/node$/.test(specifier) || nodeOnly.includes(packageOf(specifier))
const isRelative = (specifier: string) => specifier.startsWith('.')

/** The files that are loaded with one. */
function reachableFrom(path: string, seen = new Map<string, Source>()): Source[] {
  if (!seen.has(path)) {
    const source = readSource(path)
    seen.set(path, source)
    for (const specifier of source.imports.filter(isRelative)) {
      const next = importedFile(path, specifier)
      if (next !== undefined) reachableFrom(next, seen)
    }
  }
  return [...seen.values()]
}

it('the table names every package but the test kit', () => {
  expect(packages.sort()).toEqual(
    readdirSync(join(root, 'packages'))
      .filter((name) => name !== 'testing')
      .sort(),
  )
})

it('imports go downwards: no package is above itself', () => {
  const below = (name: string): string[] =>
    packageImports[name]!.workspace.flatMap((next) => [next, ...below(next)])
  for (const name of packages) expect(below(name)).not.toContain(name)
})

describe.each(packages)('%s', (name) => {
  const sources = sourcesIn(sourceOf(name))
  const manifest = manifestOf(name)
  const { workspace, thirdParty } = packageImports[name]!
  const outside = sources.flatMap(({ path, imports }) =>
    imports
      .filter((specifier) => !isRelative(specifier) && !isBuiltIn(specifier))
      .map((specifier) => ({ path, specifier, package: packageOf(specifier) })),
  )

  it('imports only what the table allows', () => {
    const names = [...workspace, ...thirdParty]
    expect(outside.filter((found) => !names.includes(found.package))).toEqual([])
  })

  it('declares what it imports, and needs nothing that neither it imports nor what it imports asks for', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    const isOptional = (dependency: string) => manifest.peerDependenciesMeta?.[dependency]?.optional === true
    const imported = outside.map(({ package: found }) =>
      workspace.includes(found) ? `@hvamp/${found}` : found,
    )
    const peers = workspace.flatMap((below) => Object.keys(manifestOf(below).peerDependencies ?? {}))
    expect(imported.filter((dependency) => !declared.includes(dependency))).toEqual([])
    expect(
      declared.filter(
        (dependency) => ![...imported, ...peers].includes(dependency) && !isOptional(dependency),
      ),
    ).toEqual([])
  })

  it.skipIf(nodeOnly.includes(name))(
    'runs anywhere: what its index loads imports nothing of a platform',
    () => {
      const platform = reachableFrom(join(sourceOf(name), 'index.ts')).flatMap(({ path, imports }) =>
        imports.filter((specifier) => isOfNode(specifier)).map((specifier) => `${path}: ${specifier}`),
      )
      expect(platform).toEqual([])
    },
  )

  it('lists what it exports', () => {
    const faces = join(sourceOf('hvamp'), 'faces') // each is a library's entry under another path
    const own = sources.filter(({ path }) => !path.startsWith(faces))
    for (const { path, text } of own) expect(text, path).not.toMatch(/^export \*/m)
  })

  it('draws no random numbers but seeded ones, and reads no tensor synchronously', () => {
    const banned = sources.filter(({ text }) => /Math\.random|\b(dataSync|arraySync)\(/.test(text))
    expect(banned.map(({ path }) => path)).toEqual([])
  })
})

/** The folders that a folder may import. */
function allBelow(name: string, folder: string): string[] {
  return foldersBelow[name]![folder]!.flatMap((next) => [next, ...allBelow(name, next)])
}

it('no file imports itself by way of others', () => {
  for (const name of packages) expect(circlesOf(importGraph(sourceOf(name))), name).toEqual([])
})

it('the table of folders names every package that has several', () => {
  const withFolders = packages.filter(
    (name) => [...roomImports(sourceOf(name)).keys()].filter((folder) => folder !== '.').length > 1,
  )
  expect(Object.keys(foldersBelow).sort()).toEqual(withFolders.sort())
})

describe.each(Object.keys(foldersBelow))('folders of %s', (name) => {
  const imports = roomImports(sourceOf(name))
  imports.delete('.') // the entries, which may import every folder
  const table = foldersBelow[name]!

  it('are those of the table, where no folder is above itself', () => {
    expect(Object.keys(table).sort()).toEqual([...imports.keys()].sort())
    for (const folder of Object.keys(table)) expect(allBelow(name, folder)).not.toContain(folder)
  })

  it('import only what lies below them', () => {
    for (const [folder, imported] of imports) {
      const allowed = allBelow(name, folder)
      expect(
        imported.filter((other) => !allowed.includes(other)),
        `packages/${name}/src/${folder}`,
      ).toEqual([])
    }
  })

  it('stand right above another only where they import it and no longer way leads there', () => {
    for (const [folder, below] of Object.entries(table)) {
      const further = below.flatMap((next) => allBelow(name, next))
      const superfluous = below.filter(
        (next) => further.includes(next) || !imports.get(folder)!.includes(next),
      )
      expect(superfluous, `packages/${name}/src/${folder}`).toEqual([])
    }
  })
})
