import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entriesOf, syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readmeProgram } from './readme-program'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const programs = join(root, 'packages/testing/dist/readmes') // ignored, and part of the workspace: its imports resolve
const readmes: [path: string, program: string][] = []
for (const path of [...(await packageReadmes()), ...(await pagesOfTheSite())]) {
  const markdown = await readFile(join(root, path), 'utf8')
  if (markdown.includes('```ts\n')) readmes.push([path, readmeProgram(markdown)])
}
const pathOf = (path: string) => join(programs, `${path.replaceAll('/', '+')}.ts`)

describe('the fences of a README or a page of the site', () => {
  const home = process.cwd()
  let sandbox: string
  beforeAll(async () => {
    await mkdir(programs, { recursive: true })
    for (const [path, program] of readmes) await writeFile(pathOf(path), program)
    sandbox = await mkdtemp(join(tmpdir(), 'hvamp-readmes-'))
    process.chdir(sandbox)
    const { interactions } = syntheticInteractions({ users: 1500, items: 200 })
    const timestamps = Float64Array.from(interactions.items.keys())
    await writeInteractions('ratings.csv', { ...interactions, timestamps })
    await mkdir('data/ml-1m', { recursive: true })
    const lines = Array.from(
      entriesOf(interactions),
      ({ user, item, value }) => `${user}::${item}::${value}::0`,
    )
    await writeFile('data/ml-1m/ratings.dat', `${lines.join('\n')}\n`)
    const rows = interactions.itemIds.map(
      (id, item) => `${id},Item ${id},${item % 2 ? 'shoes' : 'hats'},brand ${item % 5},${10 + (item % 90)}`,
    )
    await writeFile('items.csv', `id,title,category,brand,price\n${rows.join('\n')}\n`)
    await writeFile('loans.csv', 'Reader,Title\nann,Emma\nbob,Dune\n')
    await writeFile('clicks.tsv', 'ann\ttea\nbob\trum\n')
    vi.spyOn(console, 'log').mockImplementation(() => {})
    vi.spyOn(console, 'table').mockImplementation(() => {})
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    process.chdir(home)
    await rm(sandbox, { recursive: true })
    await rm(programs, { recursive: true })
  })

  it('have the types that the packages have', () => {
    expect(typeErrors(readmes.map(([path]) => pathOf(path)))).toEqual([])
  })

  it('import what the page installs', async () => {
    for (const [path, program] of readmes) {
      const markdown = await readFile(join(root, path), 'utf8')
      const lines = [...markdown.matchAll(/^npm install ([^#\n]+)/gm)]
      const installed = lines.flatMap(([, names]) => names!.trim().split(/\s+/))
      if (!installed.some((name) => name.startsWith('@hvamp/'))) continue
      const imported = Array.from(program.matchAll(/ from '((?:@[^/']+\/)?[^/']+)/g), ([, name]) => name!)
      expect(installed, path).toEqual(
        expect.arrayContaining(imported.filter((name) => !name.startsWith('node:'))),
      )
    }
  })

  it('choose a backend where they compute, for all run in one process here', () => {
    const computing = readmes.filter(([, program]) => program.includes("from '@tensorflow/tfjs-core'"))
    const lacking = computing.filter(([, program]) => !/useBackend\(|tfjs-backend-/.test(program))
    expect(lacking.map(([path]) => path)).toEqual([])
  })

  it.each(readmes)('run: %s', async (path) => {
    await import(pathOf(path))
  })
})

async function packageReadmes(): Promise<string[]> {
  const names = await readdir(join(root, 'packages'))
  return names.map((name) => `packages/${name}/README.md`).filter((path) => existsSync(join(root, path)))
}

async function pagesOfTheSite(): Promise<string[]> {
  const paths: string[] = []
  for (const folder of ['docs', 'docs/guide', 'docs/extend']) {
    for (const name of await readdir(join(root, folder))) {
      if (name.endsWith('.md')) paths.push(`${folder}/${name}`)
    }
  }
  return paths
}

/** Errors as `packages/data/README.md:12: message`. */
function typeErrors(paths: string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: paths, include: [] }, ts.sys, root)
  const program = ts.createProgram(paths, { ...options, typeRoots: [join(root, 'node_modules/@types')] })
  // of these files alone: `npm run typecheck` has checked the sources that they import
  const found = paths.flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
  return found.map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ')
    if (!file) return message
    const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1
    const name = relative(programs, file.fileName).replace(/\.ts$/, '').replaceAll('+', '/')
    return `${name}:${line}: ${message}`
  })
}
