import { counted } from '../terminal/format'

const mostListed = 2

/**
 * Where the runs of a system are: one or two folders, of more runs the folder that they share, and where they share none, or the run
 * of another system is in it too, the first folders.
 *
 * @param others folders of the runs of other systems
 */
export function foldersInShort(folders: readonly string[], others: readonly string[]): string {
  if (folders.length <= mostListed) return folders.join(', ')
  const shared = sharedFolder(folders)
  const isOwn = others.every((other) => !within(other, shared))
  if (shared.some(isNamed) && isOwn) return `${counted(folders.length, 'run')} in ${shared.join('/')}`
  return `${folders.slice(0, mostListed).join(', ')} and ${folders.length - mostListed} more`
}

/** Folders of the runs of all systems but the one with some of them. */
export function runsOfOthers(
  systems: readonly { readonly runs: readonly string[] }[],
  own: readonly string[],
): string[] {
  return systems.flatMap(({ runs }) => (runs === own ? [] : runs))
}

const namesOf = (folder: string) => folder.split(/[\\/]/)

const isNamed = (name: string) => !['', '.', '..'].includes(name)

/** The names that all folders begin with. */
function sharedFolder(folders: readonly string[]): string[] {
  const [first, ...rest] = folders.map(namesOf)
  const apart = first!.findIndex((name, depth) => rest.some((names) => names[depth] !== name))
  return first!.slice(0, Math.max(0, apart))
}

function within(folder: string, shared: readonly string[]): boolean {
  const names = namesOf(folder)
  return shared.every((name, depth) => names[depth] === name)
}
