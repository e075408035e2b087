import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { packageImports } from '../architecture'
import { node } from './consumer'

const root = fileURLToPath(new URL('..', import.meta.url))
const script = join(root, 'scripts', 'require-declarations.mjs')
const manifest = {
  name: '@hvamp/some',
  exports: {
    '.': { import: { types: './dist/index.d.ts', default: './dist/index.js' } },
    './package.json': './package.json',
  },
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-prepack-'))
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await mkdir(join(folder, 'dist'))
})
afterEach(() => rm(folder, { recursive: true }))

it('refuses to pack without declarations, in one line', async () => {
  await expect(node(folder, script)).rejects.toThrow(
    'failed:\n@hvamp/some: ./dist/index.d.ts must be built before it is packed: run `npm run build` in the workspace\n',
  )
})

it('lets pack what has them', async () => {
  await writeFile(join(folder, 'dist', 'index.d.ts'), 'export {}\n')
  expect(await node(folder, script)).toEqual({ stdout: '', stderr: '' })
})

it('stands before the packing of every package', async () => {
  for (const name of Object.keys(packageImports)) {
    const { scripts } = JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8'))
    expect(scripts.prepack, name).toBe('node ../../scripts/require-declarations.mjs')
  }
})
