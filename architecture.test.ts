import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** What each package may import: other packages of the workspace, always further down, and third parties. */
const allowed: Record<string, { readonly workspace: string[]; readonly thirdParty: string[] }> = {
  random: { workspace: [], thirdParty: [] },
  metrics: { workspace: [], thirdParty: [] },
  tensors: { workspace: [], thirdParty: ['@tensorflow/tfjs-core'] },
  data: {
    workspace: ['random'],
    thirdParty: [
      'papaparse',
      'yauzl',
      'tar-stream',
      'crc-32',
      'hyparquet',
      'hyparquet-writer',
      'hyparquet-compressors',
    ],
  },
  priors: { workspace: ['random', 'tensors'], thirdParty: ['@tensorflow/tfjs-core'] },
  layers: { workspace: ['random', 'tensors'], thirdParty: ['@tensorflow/tfjs-core'] },
  training: { workspace: ['random', 'tensors'], thirdParty: ['@tensorflow/tfjs-core'] },
  models: {
    workspace: ['random', 'tensors', 'data', 'metrics', 'priors', 'layers', 'training'],
    thirdParty: ['@tensorflow/tfjs-core', 'zod'],
  },
  // Chosen by applications, imported by no library; it knows the ops that its kernels stand for.
  backends: {
    workspace: ['random', 'tensors', 'metrics', 'layers'],
    thirdParty: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-node-gpu',
      'webgpu',
    ],
  },
  hvamp: {
    workspace: ['random', 'tensors', 'data', 'metrics', 'priors', 'layers', 'training', 'models', 'backends'],
    thirdParty: [
      '@observablehq/plot',
      '@tensorflow/tfjs-core',
      '@xmldom/xmldom',
      'commander',
      'cli-progress',
      'cli-table3',
      'ml-pca',
      'papaparse',
      'zod',
    ],
  },
}

const root = dirname(fileURLToPath(import.meta.url))
const packages = Object.keys(allowed)
const sourceOf = (name: string) => join(root, 'packages', name, 'src')

/** A source file, and what it imports: by `from '…'`, `import '…'` or `import('…')`. */
interface Source {
  readonly path: string
  readonly text: string
  readonly imports: string[]
}

function sourcesOf(name: string): Source[] {
  return readdirSync(sourceOf(name), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path))
    .map((path) => readSource(join(sourceOf(name), path)))
}

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const imports = [
    ...text.matchAll(/^(?:import|export|\}).*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm),
  ]
  return { path, text, imports: imports.map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!) }
}

/** `@hvamp/data/node` is `data`, `zod/v4` is `zod`. */
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
    .replace('@hvamp/', '')
const isBuiltIn = (specifier: string) => specifier.startsWith('node:')
const isRelative = (specifier: string) => specifier.startsWith('.')

/** The files that are loaded with one. */
function reachableFrom(path: string, seen = new Map<string, Source>()): Source[] {
  if (!seen.has(path)) {
    const source = readSource(path)
    seen.set(path, source)
    for (const specifier of source.imports.filter(isRelative)) {
      const next = `${resolve(dirname(path), specifier.replace(/\.js$/, ''))}.ts`
      if (existsSync(next)) reachableFrom(next, seen)
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
  const below = (name: string): string[] => allowed[name]!.workspace.flatMap((next) => [next, ...below(next)])
  for (const name of packages) expect(below(name)).not.toContain(name)
})

describe.each(packages)('%s', (name) => {
  const sources = sourcesOf(name)
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
  const { workspace, thirdParty } = allowed[name]!
  const outside = sources.flatMap(({ path, imports }) =>
    imports
      .filter((specifier) => !isRelative(specifier) && !isBuiltIn(specifier))
      .map((specifier) => ({ path, specifier, package: packageOf(specifier) })),
  )

  it('imports only what the table allows', () => {
    const names = [...workspace, ...thirdParty]
    expect(outside.filter((found) => !names.includes(found.package))).toEqual([])
  })

  it('declares what it imports, and needs nothing that it does not import', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    const isOptional = (dependency: string) => manifest.peerDependenciesMeta?.[dependency]?.optional === true
    const imported = outside.map(({ package: found }) =>
      workspace.includes(found) ? `@hvamp/${found}` : found,
    )
    expect(imported.filter((dependency) => !declared.includes(dependency))).toEqual([])
    expect(
      declared.filter((dependency) => !imported.includes(dependency) && !isOptional(dependency)),
    ).toEqual([])
  })

  it('runs anywhere: what its index loads imports nothing of a platform', () => {
    const platform = reachableFrom(join(sourceOf(name), 'index.ts')).flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => isBuiltIn(specifier) || /^@hvamp\/.+\/node$/.test(specifier))
        .map((specifier) => `${path}: ${specifier}`),
    )
    expect(platform).toEqual([])
  })

  it('lists what it exports', () => {
    for (const { path, text } of sources) expect(text, path).not.toMatch(/^export \*/m)
  })

  it('draws no random numbers but seeded ones, and reads no tensor synchronously', () => {
    const banned = sources.filter(({ text }) => /Math\.random|\b(dataSync|arraySync)\(/.test(text))
    expect(banned.map(({ path }) => path)).toEqual([])
  })
})
