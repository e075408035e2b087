/**
 * The TypeScript fences of a README as one program, each line where it stands in the README.
 *
 * Imports go to the first line, each name once, so that a fence may repeat those of the fences before it. Each fence is a
 * block inside the one before: it sees their names and may use them for something else.
 */
export function readmeProgram(markdown: string): string {
  const imports = new Map<string, Set<string>>()
  const lines: string[] = []
  let isInside = false
  let blocks = 0
  for (const line of markdown.split('\n')) {
    const begins: boolean = !isInside && line === '```ts'
    if (begins) blocks++
    const ends: boolean = isInside && line === '```'
    lines.push(begins ? '{' : isInside && !ends ? line : '')
    isInside = begins || (isInside && !ends)
  }
  lines.push('}'.repeat(blocks))
  const others = new Set<string>() // such as `import * as tf from '…'`
  const blank = (statement: string) => statement.replace(/[^\n]+/g, '')
  const body = lines
    .join('\n')
    .replace(/^import (type )?\{([^}]*)\} from '([^']+)'$/gm, (statement, type = '', names, module) => {
      const known = imports.get(module) ?? new Set()
      imports.set(module, known)
      for (const name of names.split(',')) if (name.trim() !== '') known.add(`${type}${name.trim()}`)
      return blank(statement)
    })
    .replace(/^import .+$/gm, (statement) => {
      others.add(statement)
      return ''
    })
  const merged = [...imports].map(([module, names]) => `import { ${[...names].join(', ')} } from '${module}'`)
  return `${[...merged, ...others].join('; ')}; export {}${body}`
}
