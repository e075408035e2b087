import { exec } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { entriesOf, syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'
import { describe, expect, it } from 'vitest'
import { foldersBelow } from '../architecture'
import { sourcesIn } from '../scripts/structure.mjs'
import { commandPages } from './generate/command-pages'
import { resultPages } from './generate/result-pages'

// The TypeScript of these pages is checked and run with that of the READMEs, by packages/testing/src/readmes.test.ts.
const root = fileURLToPath(new URL('..', import.meta.url))
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = ['docs', 'docs/guide', 'docs/extend'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
)

/**
 * What a page runs: the hvamp commands of its `sh` fences, continued lines joined, and its `bash` fences as whole scripts.
 * `hvamp demo`, which takes a minute, and `hvamp serve`, which runs until it is ended, have tests of their own.
 */
function scriptsOf(page: string): string[] {
  return [...text(page).matchAll(/^```(sh|bash)\n(.*?)^```/gms)].flatMap(([, language, code]) => {
    if (language === 'bash') return [code!]
    const lines = code!.replace(/\\\n/g, ' ').split('\n')
    return lines
      .map((line) => line.trim().replace(/^npx /, ''))
      .filter((line) => /^hvamp (?!demo$|serve )/.test(line))
  })
}

describe('commands', () => {
  it.each(pages.filter((page) => scriptsOf(page).length > 0))('of %s succeed', async (page) => {
    const bin = join(root, 'packages', 'hvamp', 'bin', 'hvamp.js')
    const folder = await mkdtemp(join(tmpdir(), 'hvamp-docs-'))
    const { interactions } = syntheticInteractions({
      users: 200,
      items: 60,
      interactionsPerUser: 15,
      seed: 7,
    })
    const timestamps = Float64Array.from(interactions.items.keys(), (entry) => (entry * 7919) % 10_007)
    for (const name of ['ratings.csv', 'customers.csv'])
      await writeInteractions(join(folder, name), { ...interactions, timestamps })
    const orders = Array.from(entriesOf(interactions), ({ user, item }) => `${user},${item},2026-05-04\n`)
    await writeFile(join(folder, 'orders.csv'), `customer,product,date\n${orders.join('')}`)
    await mkdir(join(folder, 'data', 'ml-1m'), { recursive: true })
    const lines = Array.from(
      entriesOf({ ...interactions, timestamps }),
      ({ user, item, value, timestamp }) => `${user}::${item}::${value}::${timestamp}\n`,
    )
    await writeFile(join(folder, 'data', 'ml-1m', 'ratings.dat'), lines.join(''))
    await mkdir(join(folder, 'bin'))
    await writeFile(join(folder, 'bin', 'hvamp'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`, {
      mode: 0o755,
    })
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
    for (const script of scriptsOf(page)) await promisify(exec)(script, { cwd: folder, env })
    await rm(folder, { recursive: true })
  })
})

it('links lead to pages and their sections', () => {
  const all = new Map(pages.map((page) => [page.slice('docs/'.length), text(page)]))
  for (const [path, markdown] of [...commandPages(), ...resultPages()]) all.set(path, markdown)
  for (const [page, markdown] of all) {
    for (const [, inText, ofHome] of markdown.matchAll(/\]\((\/[^)]*)|^ +link: (\/\S*)/gm)) {
      const link = inText ?? ofHome!
      if (link.startsWith('/api/')) continue // made by TypeDoc; `npm run docs:build` checks these too
      const [path, section] = link.slice(1).split('#')
      const target =
        path!.endsWith('/') && all.has(`${path}index.md`) ? `${path}index` : path!.replace(/\/$|\.md$/, '')
      expect([...all.keys()], `${page}: ${link}`).toContain(`${target}.md`)
      if (section) expect(sectionsOf(all.get(`${target}.md`)!), `${page}: ${link}`).toContain(section)
    }
  }
})

/** The drawings of the page on the architecture: the packages, then the folders of each package that has several. */
const drawings = [...text('docs/architecture.md').matchAll(/```mermaid\n(.*?)```/gs)].map(([, drawing]) => ({
  boxes: [...drawing!.matchAll(/^ +([\w-]+)\["/gm)].map(([, name]) => name!),
  arrows: [...drawing!.matchAll(/^ +([\w-]+ --> [\w-]+)$/gm)].map(([, arrow]) => arrow!),
}))
/** The anchors of a page's headings. */
function sectionsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, ''),
  )
}

it('the drawing of the packages has an arrow for each import that no longer way makes', () => {
  const imports = new Map<string, string[]>()
  for (const folder of readdirSync(join(root, 'packages'))) {
    const { name, dependencies = {} } = JSON.parse(text(`packages/${folder}/package.json`))
    const own = Object.keys(dependencies).filter((dependency) => dependency.startsWith('@hvamp/'))
    imports.set(short(name), own.map(short))
  }
  const below = (name: string): string[] => imports.get(name)!.flatMap((next) => [next, ...below(next)])
  const expected = [...imports].flatMap(([name, direct]) => {
    const indirect = direct.flatMap(below)
    return direct.filter((next) => !indirect.includes(next)).map((next) => `${name} --> ${next}`)
  })
  expect([...drawings[0]!.arrows].sort()).toEqual(expected.sort())
  expect([...drawings[0]!.boxes].sort()).toEqual([...imports.keys()].sort())
})

it('the drawings of folders are the table of architecture.ts', () => {
  const titles = [...text('docs/architecture.md').matchAll(/^### `(\w+)`$/gm)].map(([, name]) => name!)
  expect(titles).toEqual(Object.keys(foldersBelow))
  titles.forEach((name, i) => {
    const table = Object.entries(foldersBelow[name]!)
    const arrows = table.flatMap(([folder, below]) => below.map((next) => `${folder} --> ${next}`))
    const drawing = drawings[i + 1]!
    expect([...drawing.arrows].sort(), name).toEqual(arrows.sort())
    expect([...drawing.boxes].sort(), name).toEqual(table.map(([folder]) => folder).sort())
  })
})

it('the page on backends names every fused kernel', () => {
  const named = new Set(text('docs/extend/backend.md').match(/Hvamp\w+/g))
  const kernels = readdirSync(join(root, 'packages')).flatMap((folder) =>
    sourcesIn(join(root, 'packages', folder, 'src')).flatMap(({ path, text }) =>
      [...text.matchAll(/^(?! \*).*fusedOr\('(Hvamp\w+)'/gm)].map(([, kernel]) => ({
        path,
        kernel: kernel!,
      })),
    ),
  )
  expect(kernels.length).toBeGreaterThan(5)
  for (const { path, kernel } of kernels) expect(named, path).toContain(kernel)
})

const short = (name: string) => name.replace('@hvamp/', '')
