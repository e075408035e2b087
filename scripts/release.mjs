// npm run release: builds, and publishes every package whose version is not in the registry yet.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, pnpm, root } from './pnpm.mjs'

install()
build()
// Provenance is refused unless the manifest names the repository that the build ran in.
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env
if (GITHUB_REPOSITORY !== undefined) {
  for (const name of readdirSync(join(root, 'packages'))) {
    const path = join(root, 'packages', name, 'package.json')
    const url = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`
    const repository = { type: 'git', url, directory: `packages/${name}` }
    const manifest = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, `${JSON.stringify({ ...manifest, repository }, null, 2)}\n`)
  }
}
pnpm('exec', 'changeset', 'publish')
