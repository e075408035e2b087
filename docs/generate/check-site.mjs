// Checks the built site as a server of plain files gives it: every link leads to a file, and the search finds the pages
// that people look for.
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { search } from '../.vitepress/search.mjs'

/** Words that people search for, and how the address of the first page found has to begin. */
const searches = {
  'similar items': '/guide/similar-items/',
  retrain: '/guide/retraining/',
  nightly: '/guide/retraining/',
  cron: '/guide/retraining/',
  'every night': '/guide/retraining/',
  postgres: '/guide/orders/',
  mysql: '/guide/orders/',
  sql: '/guide/orders/',
  orders: '/guide/orders/',
  'write back': '/guide/',
  filter: '/guide/shop/',
  'json lines': '/guide/',
  'out of stock': '/guide/shop/',
  onnx: '/guide/python/',
  python: '/guide/python/',
  pytorch: '/guide/python/',
  numpy: '/guide/python/',
  usearch: '/guide/python/',
  pgvector: '/guide/python/',
  server: '/guide/',
  prometheus: '/guide/serving/',
  browser: '/guide/shipping/',
  csv: '/guide/',
  resume: '/guide/ratings/',
  recall: '/guide/ratings/',
  movielens: '/guide/',
  '--shrinkage': '/commands/train/',
}

const docs = dirname(dirname(fileURLToPath(import.meta.url)))
const site = join(docs, '.vitepress', 'dist')
const faults = [...brokenLinks(), ...(await missedPages())]
for (const fault of faults) console.error(`docs: ${fault}`)
if (faults.length > 0) process.exit(1)

function* brokenLinks() {
  const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith('.html'))
  for (const page of pages) {
    for (const [, link] of readFileSync(join(site, page), 'utf8').matchAll(/ (?:href|src)="(\/[^"#?]*)/g)) {
      const path = join(site, decodeURI(link), link.endsWith('/') ? 'index.html' : '')
      if (!existsSync(path)) yield `${page}: a link must lead to a file, got ${link}`
    }
  }
}

async function missedPages() {
  const require = createRequire(realpathSync(join(docs, 'node_modules', 'vitepress', 'package.json')))
  const MiniSearch = require('minisearch')
  const chunks = join(site, 'assets', 'chunks')
  const file = readdirSync(chunks).find((name) => name.startsWith('@localSearchIndexroot'))
  const { default: json } = await import(pathToFileURL(join(chunks, file)))
  const index = MiniSearch.loadJSON(json, {
    fields: ['title', 'titles', 'text'],
    storeFields: ['title', 'titles'],
    // VitePress' own, and ours
    searchOptions: {
      fuzzy: 0.2,
      prefix: true,
      boost: { title: 4, text: 2, titles: 1 },
      ...search.miniSearch.searchOptions,
    },
  })
  return Object.entries(searches).flatMap(([words, page]) => {
    const first = index.search(words)[0]?.id ?? 'nothing'
    return first.startsWith(page) ? [] : [`'${words}' must find ${page} first, got ${first}`]
  })
}
