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

// The TypeScript of these pages is checked and run with that of the READMEs, by packages/testing/src/readmes.test.ts.
const root = fileURLToPath(new URL('..', import.meta.url))
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = ['docs', 'docs/guide', 'docs/extend'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
)

/** The hvamp commands of a page, lines that go on joined. `hvamp demo` has a test of its own, for it takes a minute. */
function commandsOf(page: string): string[] {
  return [...text(page).matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, code]) => code!.replace(/\\\n/g, ' ').split('\n'))
    .map((line) => line.trim().replace(/^npx /, ''))
    .filter((line) => line.startsWith('hvamp ') && line !== 'hvamp demo')
}

describe('commands', () => {
  it.each(pages.filter((page) => commandsOf(page).length > 0))('of %s succeed', async (page) => {
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
    await mkdir(join(folder, 'data', 'ml-1m'), { recursive: true })
    const lines = Array.from(
      entriesOf({ ...interactions, timestamps }),
      ({ user, item, value, timestamp }) => `${user}::${item}::${value}::${timestamp}\n`,
    )
    await writeFile(join(folder, 'data', 'ml-1m', 'ratings.dat'), lines.join(''))
    for (const command of commandsOf(page)) {
      await promisify(exec)(command.replace(/^hvamp/, `"${process.execPath}" "${bin}"`), { cwd: folder })
    }
    await rm(folder, { recursive: true })
  })
})

it('links lead to pages', () => {
  for (const page of pages) {
    for (const [, link] of text(page).matchAll(/\]\((\/[^)#]*)|^ +link: (\/[^#\s]*)/gm)) {
      if (link === undefined || link === '/api/') continue // made by TypeDoc
      expect(pages, `${page}: ${link}`).toContain(`docs${link}.md`)
    }
  }
})

/** The drawings of the page on the architecture: the packages, then the folders of each package that has several. */
const drawings = [...text('docs/architecture.md').matchAll(/```mermaid\n(.*?)```/gs)].map(([, drawing]) => ({
  boxes: [...drawing!.matchAll(/^ +([\w-]+)\["/gm)].map(([, name]) => name!),
  arrows: [...drawing!.matchAll(/^ +([\w-]+ --> [\w-]+)$/gm)].map(([, arrow]) => arrow!),
}))

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
