import { copyFile, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeOnly } from '../architecture'
import { bundle } from './bundle'
import { installInto, node } from './consumer'
import { type Packed, packAll } from './packed'
import { sizeLimits } from './size-limits'

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const names = [
  'backends',
  'data',
  'databases',
  'exchange',
  'files',
  'layers',
  'metrics',
  'models',
  'priors',
  'queue',
  'random',
  'rules',
  'server',
  'tensors',
  'training',
]
let folder: string
let packed: readonly Packed[]
let entries: readonly string[]
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'hvamp-packages-')))
  packed = await packAll(folder)
  entries = packed.flatMap((each) => each.entries)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('tarballs', () => {
  it('are those of every package that is published', () => {
    expect(packed.map(({ name }) => name).sort()).toEqual([...names.map((name) => `@hvamp/${name}`), 'hvamp'])
  })

  it('hold the build, a licence and a README, and nothing else', () => {
    for (const { name, files } of packed) {
      expect(files, name).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
      const others = files.filter(
        (file) => !/^(LICENSE|README\.md|package\.json|dist\/.+|bin\/hvamp\.js)$/.test(file),
      )
      expect(others, name).toEqual([])
      expect(
        files.filter((file) => /\.(test|fixture)\./.test(file)),
        name,
      ).toEqual([])
    }
  })

  it('hold no protocol of the workspace and no script that an installation would run', () => {
    for (const { name, manifest } of packed) {
      expect(JSON.stringify(manifest), name).not.toMatch(/workspace:|catalog:|link:|file:/)
      const scripts = Object.keys(manifest.scripts ?? {})
      expect(
        scripts.filter((script) => /^(pre|post)?install$|^prepare$/.test(script)),
        name,
      ).toEqual([])
    }
  })

  it('need no tfjs-node, whose binaries may be out of reach', () => {
    for (const { name, manifest } of packed) {
      const isOptional = { ...(manifest.peerDependenciesMeta ?? {}) }
      const peers = Object.keys(manifest.peerDependencies ?? {}).filter((peer) => !(peer in isOptional))
      const needed = [manifest.dependencies, manifest.optionalDependencies].flatMap((each) =>
        Object.keys(each ?? {}),
      )
      expect(
        [...needed, ...peers].filter((dependency) => dependency.includes('tfjs-node')),
        name,
      ).toEqual([])
    }
  })

  it('say for whom they are', () => {
    for (const { name, manifest } of packed) {
      expect(manifest, name).toMatchObject({
        license: 'MIT',
        engines: { node: '>=20' },
        sideEffects: expect.anything(),
      })
      expect(manifest.keywords, name).toEqual(expect.arrayContaining(['collaborative-filtering']))
    }
  })

  it('satisfy publint', async () => {
    for (const { name, tarball } of packed) {
      const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true })
      expect(messages, name).toEqual([])
    }
  })

  it('have the right types for each way to import them', async () => {
    for (const { name, tarball } of packed) {
      const result = await checkPackage(createPackageFromTarballData(tarball))
      if (!result.types) throw new Error(`${name}: types expected, got none`)
      // Node 10 knows no `exports`, and no engine here is that old.
      const problems = result.problems.filter(
        (each) => !('resolutionKind' in each && each.resolutionKind === 'node10'),
      )
      expect(problems, name).toEqual([])
    }
  })
})

describe('an empty project that installs them', () => {
  let project: string
  beforeAll(async () => {
    project = await mkdtemp(join(folder, 'project-'))
    await installInto(project, packed)
    const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}'`)
    const list = `export const entries = { ${entries.map((entry, index) => `'${entry}': entry${index}`).join(', ')} }`
    await writeFile(join(project, 'entries.mts'), `${imports.join('\n')}\n${list}\n`)
    for (const name of ['train', 'entries'])
      await copyFile(join(project, `${name}.mts`), join(project, `${name}.cts`))
    await node(project, tsc, '-p', 'tsconfig.node16.json')
  }, 300_000)

  // the quick suite has the next test alone, whose options are these and stricter ones
  it.runIf(isSlowToo)(`type-checks as a bundler resolves${whetherSlowSkipped}`, () =>
    node(project, tsc, '-p', 'tsconfig.bundler.json'),
  )

  it('type-checks with exact optional properties and with the types of libraries, but those of tfjs-core', async () => {
    const output = await node(project, tsc, '-p', 'tsconfig.strict.json').catch(({ message }) => message)
    const errors = String(output)
      .split('\n')
      .filter((line) => /error TS/.test(line))
    expect(errors.filter((line) => !line.startsWith('node_modules/@tensorflow/'))).toEqual([])
  })

  it('gets the same names from each entry by import and by require', async () => {
    const imported = await namesOf('built/entries.mjs', 'await import(path)')
    const required = await namesOf('built/entries.cjs', 'require(path)')
    expect(Object.keys(imported)).toEqual(entries)
    for (const [entry, found] of Object.entries(imported)) expect(found.length, entry).toBeGreaterThan(0)
    expect(required).toEqual(imported)
  })

  it.each(['built/train.mjs', 'built/train.cjs'])(
    'trains a model that ranks better than chance: %s',
    async (path) => {
      const program = `const { train } = await import(${JSON.stringify(pathToFileURL(join(project, path)))})
      console.log(JSON.stringify(await train('model')))`
      const { stdout } = await node(project, '--input-type=module', '--eval', program)
      const { chance, trained, items } = JSON.parse(stdout)
      expect(items).toBe(5)
      expect(trained).toBeGreaterThan(chance + 0.05)
    },
  )

  it('works on one tfjs-core, imported or required', async () => {
    const { stdout } = await node(project, 'instances.mjs')
    expect(JSON.parse(stdout)).toEqual({ made: 2, same: true })
  })

  it('runs the command', async () => {
    const { stdout } = await node(project, 'node_modules/hvamp/bin/hvamp.js', '--version')
    expect(stdout.trim()).toBe(packed.find(({ name }) => name === 'hvamp')!.manifest.version)
  })

  it('bundles for browsers, with one tfjs-core', async () => {
    const ofNode = new RegExp(`/(node|tfjs-node|tfjs-node-gpu|webgpu|${nodeOnly.join('|')})$`)
    const inBrowsers = entries.filter((entry) => !ofNode.test(entry))
    const code = inBrowsers.map((entry, index) => `export * as entry${index} from '${entry}'`).join('\n')
    const { modules } = await bundle(project, code, { without: optional(packed) })
    const core = modules.filter((path) => path.includes('/tfjs-core/'))
    expect(core.length).toBeGreaterThan(100)
    for (const path of core) expect(path).toMatch(/^node_modules\/@tensorflow\/tfjs-core\/dist\/(?!tf-core)/)
  })

  it('gets neither data nor models, only what it stands on, with all priors', async () => {
    const { modules } = await bundle(project, "export * from '@hvamp/priors'")
    const libraries = modules.flatMap(
      (path) => /^node_modules\/(@?hvamp[^/]*(?:\/[^/]+)?)\/dist/.exec(path)?.[1] ?? [],
    )
    expect([...new Set(libraries)].sort()).toEqual(['@hvamp/priors', '@hvamp/random', '@hvamp/tensors'])
  })

  it('pays no more for an entry than its size limit', async () => {
    const sizes: Record<string, number> = {}
    for (const entry of entries) {
      const others = packed.flatMap(({ manifest }) => Object.keys({ ...manifest.dependencies }))
      const without = [...others, ...optional(packed)].filter((name) => !name.startsWith('@hvamp/'))
      const code = `export * from '${entry}'`
      sizes[entry] = (await bundle(project, code, { platform: 'node', without })).size
    }
    expect([...new Set(entries.map(limited))].sort()).toEqual(Object.keys(sizeLimits).sort())
    const tooBig = Object.entries(sizes).filter(([entry, size]) => size > sizeLimits[limited(entry)]!)
    expect(tooBig).toEqual([])
  })

  /** Names that each entry exports, as a process of its own sees them. */
  async function namesOf(file: string, load: string): Promise<Record<string, string[]>> {
    const path = join(project, file)
    const program = `(async (path) => {
      const { entries } = ${load}
      const isOwn = (name) => !['default', 'module.exports', '__esModule'].includes(name)
      const names = Object.entries(entries).map(([entry, module]) => [entry, Object.keys(module).filter(isOwn).sort()])
      console.log(JSON.stringify(Object.fromEntries(names)))
    })(${JSON.stringify(path)})`
    return JSON.parse((await node(project, '--eval', program)).stdout)
  }
})

/** The entry whose limit counts: hvamp/priors is @hvamp/priors under another path. */
function limited(entry: string): string {
  return entry === 'hvamp/node' ? entry : entry.replace(/^hvamp\//, '@hvamp/')
}

/** Names of what need not be installed. */
function optional(packed: readonly Packed[]): string[] {
  return packed.flatMap(({ manifest }) => Object.keys({ ...(manifest.peerDependenciesMeta ?? {}) }))
}
