// npm run structure [-- COMMIT …]: what the structure of the code is measured by, now and at commits before.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The source files below a folder, without tests and fixtures, each with the modules it imports: by `from '…'`,
 * `import '…'` or `import('…')`.
 */
export function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path) && !/generated/.test(path))
    .sort()
    .map((path) => readSource(join(folder, path)))
}

/** One source file with the modules it imports. */
export function readSource(path) {
  const text = readFileSync(path, 'utf8')
  const imports = [
    ...text.matchAll(/^(?:import|export|\}).*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm),
  ]
  return { path, text, imports: imports.map(([, from, bare, dynamic]) => from ?? bare ?? dynamic) }
}

/** The file that a relative import names, or undefined where there is none. */
export function importedFile(path, specifier) {
  const base = resolve(dirname(path), specifier.replace(/\.js$/, ''))
  return [`${base}.ts`, join(base, 'index.ts')].find((file) => existsSync(file))
}

/** For each file of a package the files of the same package that it imports. */
export function importGraph(folder) {
  const sources = sourcesIn(folder)
  const paths = new Set(sources.map(({ path }) => path))
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => importedFile(path, specifier))
        .filter((file) => paths.has(file)), // not what a build generates
    ]),
  )
}

/** Groups of files that import each other, directly or by way of others of the group (strongly connected, Tarjan 1972). */
export function circlesOf(graph) {
  const index = new Map()
  const lowest = new Map()
  const stack = []
  const circles = []
  const visit = (node) => {
    index.set(node, index.size)
    lowest.set(node, index.get(node))
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node), lowest.get(next)))
    }
    if (lowest.get(node) !== index.get(node)) return
    const circle = stack.splice(stack.indexOf(node))
    if (circle.length > 1) circles.push(circle.sort())
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return circles
}

/** The room of a file: its first folder below `src`, or '.' for a file beside the folders. */
export const roomOf = (folder, path) => {
  const parts = relative(folder, path).split(sep)
  return parts.length > 1 ? parts[0] : '.'
}

/** For each folder of a package the other folders that its files import; '.' is the files beside the folders. */
export function roomImports(folder) {
  const rooms = new Map()
  for (const [path, imports] of importGraph(folder)) {
    const room = roomOf(folder, path)
    if (!rooms.has(room)) rooms.set(room, new Set())
    for (const file of imports) if (roomOf(folder, file) !== room) rooms.get(room).add(roomOf(folder, file))
  }
  return new Map([...rooms].map(([room, imports]) => [room, [...imports].sort()]))
}

/** Names in the `export { … }` lists of a file, types too. */
export function exportedNames(path) {
  return [...readFileSync(path, 'utf8').matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap(([, names]) => names.split(','))
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/^.* as /, ''),
    )
    .filter((name) => name !== '')
}

/**
 * The greatest number of places that define one option of a model: a line that gives its type to users, its limits, its
 * default or its flag. Counted by options whose names mean nothing else in the code; values to try and rows of tables use
 * an option, and do not define it.
 */
function placesOfAnOption(sources) {
  const lines = sources
    .filter(({ path }) => !/[/\\](?:tuning|reproduction|tables)[/\\]/.test(path))
    .flatMap(({ text }) => text.replace(/\(\n\s*'--/g, "('--").split('\n'))
    .filter((line) => !/^ *\*/.test(line))
  const places = (name) => {
    const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const definition = new RegExp(
      `\\b${name}(?:\\?: |: (?:z\\.|count\\b|positive\\b|nonNegative\\b|\\d))|'--${dashed} <`,
    )
    return lines.filter((line) => definition.test(line)).length
  }
  return Math.max(...['encoderPasses', 'positiveWeight', 'conjugateGradientSteps'].map(places))
}

/** The measures of a copy of the repository, as text by name. */
export function measure(root) {
  const folders = readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name, 'src'))
    .filter((folder) => existsSync(folder))
  const ofHvamp = join(root, 'packages', 'hvamp', 'src')
  const beside = (folder) =>
    readdirSync(folder).filter(
      (name) => statSync(join(folder, name)).isFile() && /^(?!.*\.(test|fixture)\.).*\.ts$/.test(name),
    ).length
  const isCommander = ({ imports }) => imports.includes('commander')
  const flagged = sourcesIn(ofHvamp).filter(isCommander)
  const rooms = ['commands', 'actions', 'flags']
  return {
    'files beside folders in packages/hvamp/src': beside(ofHvamp),
    'files beside folders in packages/data/src': beside(join(root, 'packages', 'data', 'src')),
    'files beside folders in packages/models/src': beside(join(root, 'packages', 'models', 'src')),
    'circles of imports, all packages': folders.flatMap((folder) => circlesOf(importGraph(folder))).length,
    'places that define one option of a model, at most': placesOfAnOption(
      folders.flatMap((folder) => sourcesIn(folder)),
    ),
    'names on the main entry of hvamp': exportedNames(join(ofHvamp, 'index.ts')).length,
    'imports of commander outside commands, actions, flags': flagged.filter(
      ({ path }) => !rooms.includes(roomOf(ofHvamp, path)),
    ).length,
  }
}

/** Calls `use` with a copy of a commit, and removes the copy. */
function atCommit(root, commit, use) {
  const folder = mkdtempSync(join(tmpdir(), 'hvamp-structure-'))
  try {
    const archive = execFileSync('git', ['archive', commit, 'packages'], { cwd: root, maxBuffer: 2 ** 28 })
    execFileSync('tar', ['-x', '-C', folder], { input: archive })
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const isMain = process.argv[1] === fileURLToPath(import.meta.url)
if (isMain) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const commits = process.argv.slice(2)
  const columns = [...commits.map((commit) => atCommit(root, commit, measure)), measure(root)]
  const width = Math.max(...Object.keys(columns[0]).map((name) => name.length))
  console.log(
    [''.padEnd(width), ...[...commits, 'now'].map((title) => title.slice(0, 8).padStart(9))].join(' '),
  )
  for (const name of Object.keys(columns[0])) {
    console.log([name.padEnd(width), ...columns.map((column) => String(column[name]).padStart(9))].join(' '))
  }
}
