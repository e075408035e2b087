import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readmeProgram } from './readme-program'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const programs = join(root, 'packages/testing/dist/readmes') // ignored, and part of the workspace: its imports resolve
const readmes: [name: string, program: string][] = []
for (const name of await readdir(join(root, 'packages'))) {
  const markdown = await readFile(join(root, 'packages', name, 'README.md'), 'utf8').catch(() => '')
  if (markdown.includes('```ts\n')) readmes.push([name, readmeProgram(markdown)])
}
const pathOf = (name: string) => join(programs, `${name}.ts`)

describe('the fences of a README', () => {
  const home = process.cwd()
  let sandbox: string
  beforeAll(async () => {
    await mkdir(programs, { recursive: true })
    for (const [name, program] of readmes) await writeFile(pathOf(name), program)
    sandbox = await mkdtemp(join(tmpdir(), 'hvamp-readmes-'))
    process.chdir(sandbox)
    await writeInteractions('ratings.csv', syntheticInteractions({ users: 1500, items: 200 }).interactions)
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
    expect(typeErrors(readmes.map(([name]) => pathOf(name)))).toEqual([])
  })

  it.each(readmes)('run: %s', async (name) => {
    await import(pathOf(name))
  })
})

/** Errors as `packages/data/README.md:12: message`. */
function typeErrors(paths: string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: paths, include: [] }, ts.sys, root)
  const program = ts.createProgram(paths, { ...options, typeRoots: [join(root, 'node_modules/@types')] })
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ')
    if (!file) return message
    const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1
    const isOurs = dirname(file.fileName) === programs
    const name = isOurs
      ? `packages/${relative(programs, file.fileName).replace(/\.ts$/, '')}/README.md`
      : relative(root, file.fileName)
    return `${name}:${line}: ${message}`
  })
}
