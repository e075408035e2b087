// Writes the pages of the site that are made from the program, its recorded results and its tests of files.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandPages } from './command-pages'
import { filePages } from './file-pages'
import { optionPages } from './option-page'
import { resultPages } from './result-pages'

const docs = process.argv[2]!
const all = [commandPages(), optionPages(), await filePages(), resultPages(join(docs, '..', 'results'))]
for (const pages of all) {
  rmSync(join(docs, dirname([...pages.keys()][0]!)), { recursive: true, force: true })
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(docs, path)), { recursive: true })
    writeFileSync(join(docs, path), text)
  }
}
