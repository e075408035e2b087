import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Pages of the site, by path: every Markdown file in the folder `results`, as the commands wrote it. Links among these
 * files lead to their pages; links to other files of the repository become names.
 */
export function resultPages(folder = join(root, 'results')): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .sort()
  const pathOf = new Map(files.map((path) => [path, `results/${path.replace(/README\.md$/, 'index.md')}`]))
  return new Map(
    files.map((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      const titled = text.startsWith('# ') ? text : `# ${path.replace(/\.md$/, '')}\n\n${text}`
      return [pathOf.get(path)!, linked(titled, path, pathOf)]
    }),
  )
}

function linked(text: string, path: string, pathOf: ReadonlyMap<string, string>): string {
  return text.replace(/\[([^\]]+)\]\(([^):#]+)\)/g, (_, name: string, target: string) => {
    const to = posix.join(posix.dirname(path), target)
    const page = [to, `${to}/README.md`, `${to}/report.md`].map((each) => pathOf.get(each)).find(Boolean)
    return page ? `[${name}](/${page})` : `\`${posix.join('results', dirname(path), target)}\``
  })
}
