import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createPackageFromTarballData } from '@arethetypeswrong/core'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What of a package.json is asked about. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** A package as it would be published. */
export interface Packed {
  readonly name: string
  /** Path of the tarball. */
  readonly path: string
  readonly tarball: Uint8Array<ArrayBuffer>
  /** Paths inside the package. */
  readonly files: readonly string[]
  readonly manifest: Manifest
  /** Names to import, such as `hvamp` and `hvamp/node`. */
  readonly entries: readonly string[]
}

/** Packs every package that is published, with the workspace's own pnpm, after a build. */
export async function packAll(folder: string): Promise<readonly Packed[]> {
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const selection = ['-r', '--filter', './packages/*', '--filter', '!@hvamp/testing']
  const pack = [
    '--yes',
    '--prefer-offline',
    packageManager,
    ...selection,
    'pack',
    '--pack-destination',
    folder,
  ]
  await promisify(execFile)('npx', pack, { cwd: root, shell: process.platform === 'win32' })
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).sort()
  return Promise.all(tarballs.map((name) => read(join(folder, name))))
}

async function read(path: string): Promise<Packed> {
  const tarball = new Uint8Array(await readFile(path))
  const archive = createPackageFromTarballData(tarball)
  const name = archive.packageName
  const folder = `/node_modules/${name}/`
  const manifest: Manifest = JSON.parse(archive.readFile(`${folder}package.json`))
  return {
    name,
    path,
    tarball,
    files: archive.listFiles().map((file) => file.slice(folder.length)),
    manifest,
    entries: Object.keys(manifest.exports)
      .filter((key) => key !== './package.json')
      .map((key) => name + key.slice(1)),
  }
}
