import { exec, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { entriesOf, type Interactions, interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'
import { writeTable } from '@hvamp/databases'
import { describe, expect, it } from 'vitest'
import { foldersBelow } from '../architecture'
import { hostedHvamp } from '../packages/hvamp/src/actions/hosted-command.fixture'
import { understood } from '../packages/hvamp/src/commands/understood.fixture'
import { sourcesIn } from '../scripts/structure.mjs'
import { commandPages } from './generate/command-pages'
import { filePages } from './generate/file-pages'
import { optionPages } from './generate/option-page'
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
 * What a page runs: every command of its `sh` fences, continued lines joined, and its `bash` fences as whole scripts.
 *
 * `npm install` is of packages that are here already; `hvamp demo`, which takes a minute, has a test of its own.
 */
function scriptsOf(page: string): string[] {
  return [...text(page).matchAll(/^```(sh|bash)\n(.*?)^```/gms)].flatMap(([, language, code]) => {
    if (language === 'bash') return [code!]
    const lines = code!.replace(/\\\n/g, ' ').split('\n')
    return lines
      .map((line) => line.trim().replace(/^npx /, ''))
      .filter((line) => line !== '' && !/^(npm install |hvamp demo$|#)/.test(line))
  })
}

/** The commands of a page that nothing runs, for they take hours, or the server of a queue: those in its `text` fences. */
function longCommandsOf(page: string): string[] {
  return [...text(page).matchAll(/^```text\n(.*?)^```/gms)].flatMap(([, code]) =>
    code!
      .replace(/\\\n */g, ' ')
      .split('\n')
      .filter((line) => /^(hvamp|curl) /.test(line)),
  )
}

/** The words of a command that needs no shell but to divide it; undefined for other scripts. */
function wordsOf(script: string): readonly string[] | undefined {
  const bare = script.replace(/'[^']*'|"[^"$`\\]*"/g, '')
  if (/[^\w ./:=,@%+-]/.test(bare)) return undefined
  const words = script.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'))
}

/** Files that the Python of a page reads, but for those that it writes itself. Nothing here runs Python. */
function filesReadIn(page: string): string[] {
  const python = [...text(page).matchAll(/^```python\n(.*?)^```/gms)].map(([, code]) => code!).join('')
  const code = python.replace(/#.*$/gm, '')
  const written = new Set(Array.from(code.matchAll(/save_file\(.*"([\w.-]+)"\)/g), ([, file]) => file!))
  const named = Array.from(
    code.matchAll(/"([\w-]+(?:\.\w+)*\.(?:onnx|safetensors|npy|txt|parquet|usearch))"/g),
  )
  return named.map(([, file]) => file!).filter((file) => !written.has(file))
}

/** A server that a page starts. */
interface Serving {
  readonly address: string
  stop(): Promise<void>
}

async function serving(command: string, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Serving> {
  const child = spawn(`exec ${command}`, { ...options, shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /answers at (\S+),/.exec(line)
      if (found) resolve(found[1]!.replace('0.0.0.0', '127.0.0.1'))
    })
    child.once('exit', (code) => reject(new Error(`${command}: must answer, got exit code ${code}`)))
  })
  return {
    address,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** Writes files as the programs of Liang et al. do: users to train on, and what is seen and what is held out of those for validation and for test. */
async function writeSplitByUsers(folder: string, interactions: Interactions): Promise<void> {
  await mkdir(folder)
  const files = new Map<string, string[]>()
  for (const [i, { user, item }] of Array.from(entriesOf(interactions)).entries()) {
    const part = { 8: 'validation', 9: 'test' }[Number(user) % 10]
    const name = part === undefined ? 'train' : `${part}_${i % 5 === 0 ? 'te' : 'tr'}`
    files.set(name, [...(files.get(name) ?? []), `${user},${item}`])
  }
  for (const [name, rows] of files)
    await writeFile(join(folder, `${name}.csv`), ['uid,sid', ...rows, ''].join('\n'))
}

describe('commands', () => {
  const begun = new Set<string>() // commands that a process of their own has run, as users do

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
    for (const [name, tenths] of [
      ['train.csv', [0, 1, 2, 3, 4, 5, 6, 7]],
      ['valid.csv', [8]],
      ['test.csv', [9]],
    ] as const) {
      const rows = Array.from(entriesOf(interactions)).filter((_, i) =>
        tenths.some((tenth) => tenth === i % 10),
      )
      await writeInteractions(join(folder, name), interactionsFrom(rows))
    }
    await writeSplitByUsers(join(folder, 'pro_sg'), interactions)
    const orders = Array.from(entriesOf(interactions), ({ user, item }) => `${user},${item},1,2026-05-04\n`)
    await writeFile(join(folder, 'orders.csv'), `customer,product,quantity,date\n${orders.join('')}`)
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
    const products = Array.from(
      { length: 60 },
      (_, i) => `${i + 1},Product ${i + 1},b${i % 7},${i},${i % 3}\n`,
    )
    await writeFile(join(folder, 'products.csv'), `id,title,brand,price,stock\n${products.join('')}`)
    const shop = `sqlite:${join(folder, 'shop.sqlite')}`
    await writeTable(
      shop,
      Array.from(entriesOf(interactions), ({ user, item }) => [user, item, 1, '2026-05-04']),
      {
        table: 'orders',
        columns: [
          { name: 'customer', type: 'bigint' },
          { name: 'product', type: 'bigint' },
          { name: 'quantity', type: 'integer' },
          { name: 'date', type: 'text' },
        ],
        key: ['customer', 'product'],
      },
    )
    await writeTable(
      shop,
      Array.from({ length: 60 }, (_, i) => [String(i + 1), `Product ${i + 1}`, `b${i % 7}`, i, i % 3]),
      {
        table: 'products',
        columns: [
          { name: 'id', type: 'bigint' },
          ...(['title', 'brand'] as const).map((name) => ({ name, type: 'text' as const })),
          ...(['price', 'stock'] as const).map((name) => ({ name, type: 'integer' as const })),
        ],
        key: ['id'],
      },
    )
    await writeFile(join(folder, 'tokens.txt'), 'a-long-random-token\n')
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
    const servers = new Map<string, Serving>() // by the port that the page says
    try {
      for (const script of scriptsOf(page)) {
        if (script.startsWith('hvamp serve ')) {
          const port = /--port (\d+)/.exec(script)?.[1] ?? '3000'
          servers.set(
            port,
            await serving(`${script.replace(/--port \d+/, '')} --port 0`, { cwd: folder, env }),
          )
          continue
        }
        const [program, name = '', ...rest] = wordsOf(script) ?? []
        if (program === 'hvamp' && begun.has(name)) {
          const { code, stderr } = await hostedHvamp(folder, [name, ...rest])
          expect(code, `${script}\n${stderr}`).toBe(0)
          continue
        }
        if (program === 'hvamp') begun.add(name)
        const command = script
          .replace(/^curl /, 'curl --silent --show-error --fail-with-body ')
          .replace(/http:\/\/127\.0\.0\.1:(\d+)/, (_, port) => servers.get(port)!.address)
        await promisify(exec)(command, { cwd: folder, env })
      }
    } finally {
      for (const { stop } of servers.values()) await stop()
    }
    for (const file of filesReadIn(page)) {
      expect(existsSync(join(folder, file)), `${page}: its Python reads ${file}`).toBe(true)
    }
    await rm(folder, { recursive: true })
  })
})

it('commands that take hours or a queue, which nothing runs, are those of three pages, and are understood', () => {
  const found = pages.filter((page) => longCommandsOf(page).length > 0)
  expect(found).toEqual([
    'docs/hyper-parameters.md',
    'docs/guide/comparing.md',
    'docs/guide/several-machines.md',
  ])
  for (const command of found.flatMap(longCommandsOf)) understood(command)
})

it('links lead to pages and their sections', async () => {
  const all = new Map(pages.map((page) => [page.slice('docs/'.length), text(page)]))
  for (const [path, markdown] of [
    ...commandPages(),
    ...optionPages(),
    ...(await filePages()),
    ...resultPages(),
  ])
    all.set(path, markdown)
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

it('the page on the architecture leads to files that are there', () => {
  const paths = [...text('docs/architecture.md').matchAll(/`(\w+\/src\/[\w./-]+\.ts)`/g)].map(
    ([, path]) => path!,
  )
  expect(paths.length).toBeGreaterThan(5)
  expect(paths.filter((path) => !existsSync(join(root, 'packages', path)))).toEqual([])
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
