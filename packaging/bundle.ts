import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What a bundler makes of an import. */
export interface Bundle {
  /** kB, minified and compressed. */
  readonly size: number
  /** Paths of the modules in it, relative to the folder. */
  readonly modules: readonly string[]
}

/** Bundles a module with what is installed in a folder; names in `without` stay imports. */
export async function bundle(
  folder: string,
  code: string,
  { platform = 'browser', without = [] }: { platform?: 'browser' | 'node'; without?: readonly string[] } = {},
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    absWorkingDir: folder,
    outdir: folder,
    external: [...without],
    platform,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const size = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / 1000
  const modules = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs))
  return { size, modules: [...new Set(modules)].sort() }
}
