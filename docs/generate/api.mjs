// Writes the API reference to docs/api from the docstrings of what packages export: a page for each package, and one for
// each export.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Application, Converter } from 'typedoc'

const docs = dirname(dirname(fileURLToPath(import.meta.url)))
const packages = join(docs, '..', 'packages')
const unpublished = ['hvamp', 'testing'] // hvamp re-exports the rest
const names = readdirSync(packages).filter((name) => !unpublished.includes(name))
const entries = names.flatMap((name) => {
  const { exports } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))
  const paths = Object.keys(exports).filter((path) => path !== './package.json')
  return paths.map((path) => `${name}/src/${path === '.' ? 'index' : path.slice(2)}.ts`)
})

const app = await Application.bootstrapWithPlugins({
  entryPoints: entries.map((entry) => join(packages, entry)),
  out: join(docs, 'api'),
  tsconfig: join(docs, '..', 'tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  router: 'member',
  name: 'API reference',
  readme: 'none',
  entryFileName: 'index',
  publicPath: '/api/',
  indexFormat: 'table',
  groupOrder: ['Functions', 'Variables', '*'],
  hidePageHeader: true,
  hideBreadcrumbs: true,
  disableSources: true,
  skipErrorChecking: true, // npm test checks types
  excludeInternal: true,
  excludeExternals: true,
  logLevel: 'Warn',
})
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.children ?? []) {
    module.name = `@hvamp/${module.name.replace('/src', '').replace(/\/index$/, '')}`
  }
})
const project = await app.convert()
if (!project) throw new Error('api: TypeDoc gave no project')
await app.generateOutputs(project)
