import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const docs = fileURLToPath(new URL('..', import.meta.url))
const groups = [
  ['Functions', ['functions']],
  ['Constants', ['variables']],
  ['Types', ['interfaces', 'type-aliases']],
]

/** The sidebar of the pages that `npm run docs` makes of the commands, the results and the docstrings. */
export const generated = {
  commands: [
    { text: 'Commands', link: '/commands/', items: pagesIn('commands', (name) => `hvamp ${name}`) },
    { text: 'Options of the models', link: '/options/' },
    { text: 'Results', link: '/results/', items: resultPages() },
  ],
  api: [{ text: 'API reference', link: '/api/' }, ...packages('api/@hvamp')],
}

/** A section for each folder with a page of its own: a package, or an entry of one. */
function packages(folder) {
  return foldersIn(folder).flatMap((name) => {
    const path = `${folder}/${name}`
    if (!existsSync(join(docs, path, 'index.md'))) return packages(path)
    const items = groups.map(([text, kinds]) => ({
      text,
      items: kinds.flatMap((kind) => pagesIn(`${path}/${kind}`)),
    }))
    const section = {
      text: path.slice('api/'.length),
      link: `/${path}/`,
      collapsed: true,
      items: items.filter(({ items }) => items.length > 0),
    }
    return [section, ...packages(path)]
  })
}

function resultPages(folder = 'results') {
  return foldersIn(folder).flatMap((name) => {
    const path = `${folder}/${name}`
    const start = existsSync(join(docs, path, 'index.md')) ? [{ text: titleOf(path), link: `/${path}/` }] : []
    const pages = pagesIn(path, (page) => titleOf(page === 'report' ? path : `${path}/${page}`))
    return [...start, ...pages, ...resultPages(path)]
  })
}

function titleOf(path) {
  return path.split('/').slice(1).join(': ')
}

function pagesIn(folder, title = (name) => name) {
  return entriesOf(folder)
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && entry.name !== 'index.md')
    .map((entry) => entry.name.slice(0, -'.md'.length))
    .sort((a, b) => a.localeCompare(b))
    .map((name) => ({ text: title(name), link: `/${folder}/${name}/` }))
}

function foldersIn(folder) {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function entriesOf(folder) {
  return existsSync(join(docs, folder)) ? readdirSync(join(docs, folder), { withFileTypes: true }) : []
}
