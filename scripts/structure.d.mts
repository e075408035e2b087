/** A source file with the modules that it imports. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}
export function sourcesIn(folder: string): Source[]
export function readSource(path: string): Source
export function importedFile(path: string, specifier: string): string | undefined
export function importGraph(folder: string): Map<string, string[]>
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][]
export function roomOf(folder: string, path: string): string
export function roomImports(folder: string): Map<string, string[]>
export function exportedNames(path: string): string[]
export function measure(root: string): Record<string, number>
