// npm run release:rehearse: a release of what is committed, to a registry on loopback, and an installation from it.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, root } from './pnpm.mjs'

const verdaccio = '6.1.2'
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
let registry // none until it runs
const upstream = capture('npm', ['config', 'get', 'registry'], { cwd: root }).trim()

install()
build()
const folder = mkdtempSync(join(tmpdir(), 'hvamp-release-'))
const workspace = join(folder, 'workspace')
try {
  registry = await startRegistry()
  copyWorkspace()
  raiseVersions()
  publish()
  installFromRegistry()
  console.log(
    'rehearsed: versions raised, twelve packages published, hvamp installed from the registry and run',
  )
} finally {
  registry?.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** The commit, as a repository of its own, with what was built: before versions are raised, unlike in a release. */
function copyWorkspace() {
  capture('git', ['clone', '--quiet', root, workspace], { cwd: folder })
  for (const name of readdirSync(join(workspace, 'packages'))) {
    const built = join(root, 'packages', name, 'dist')
    if (existsSync(built)) cpSync(built, join(workspace, 'packages', name, 'dist'), { recursive: true })
  }
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts']
  capture('npx', ['--yes', '--prefer-offline', packageManager, ...args], { cwd: workspace })
}

/** What a pull request with a change, and then `changeset version`, do. */
function raiseVersions() {
  writeFileSync(
    join(workspace, '.changeset', 'rehearsal.md'),
    "---\n'hvamp': minor\n---\n\nA change to be released.\n",
  )
  const before = manifestOf('hvamp').version
  changeset('version')
  const { version } = manifestOf('hvamp')
  assert.notEqual(version, before)
  for (const name of published()) assert.equal(manifestOf(name).version, version, name)
  assert.match(
    readFileSync(join(workspace, 'packages/hvamp/CHANGELOG.md'), 'utf8'),
    /A change to be released\./,
  )
}

function publish() {
  changeset('publish')
  for (const name of published()) {
    const { name: full, version } = manifestOf(name)
    assert.equal(capture('npm', ['view', full, 'version'], { cwd: folder }).trim(), version)
  }
}

/** What a user does. */
function installFromRegistry() {
  const project = join(folder, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "private": true }')
  capture('npm', ['install', 'hvamp', '--no-audit', '--no-fund'], { cwd: project })
  const installed = readdirSync(join(project, 'node_modules', '@tensorflow'))
  assert.deepEqual(installed.sort(), ['tfjs-backend-cpu', 'tfjs-backend-wasm', 'tfjs-core'])
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules', 'hvamp', 'package.json'), 'utf8'))
  assert.equal(version, manifestOf('hvamp').version)
  capture('npx', ['hvamp', 'stats', '--help'], { cwd: project })
  const program =
    "import('hvamp').then(({ useBackend }) => useBackend('wasm')).then(({ name }) => console.log(name))"
  assert.equal(capture(process.execPath, ['--eval', program], { cwd: project }).trim(), 'wasm')
}

function changeset(command) {
  console.log(
    capture('npx', ['--yes', '--prefer-offline', packageManager, 'exec', 'changeset', command], {
      cwd: workspace,
    }),
  )
}

function published() {
  return readdirSync(join(workspace, 'packages')).filter((name) => !manifestOf(name).private)
}

function manifestOf(name) {
  return JSON.parse(readFileSync(join(workspace, 'packages', name, 'package.json'), 'utf8'))
}

/** Runs a command to its end and gives what it wrote; of the registry on loopback, once that runs. */
function capture(command, args, { cwd }) {
  const shell = process.platform === 'win32' && command !== process.execPath
  const settings =
    registry === undefined ? {} : { NPM_CONFIG_USERCONFIG: registry.settings, NPM_CONFIG_PROVENANCE: 'false' }
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)) // those of `npm run` point elsewhere
  const env = { ...Object.fromEntries(inherited), ...settings }
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, shell, encoding: 'utf8' })
  if (error) throw new Error(`${command}: ${error.message}`, { cause: error })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`)
  return stdout
}

/** Starts a registry that holds our packages itself and takes all others from npm's. */
async function startRegistry() {
  const port = await freePort()
  const own = { access: '$all', publish: '$anonymous $authenticated' }
  const config = {
    storage: join(folder, 'storage'),
    uplinks: { npm: { url: upstream } },
    packages: { hvamp: own, '@hvamp/*': own, '**': { access: '$all', proxy: 'npm' } },
    log: { type: 'stdout', level: 'warn' },
  }
  const program = join(folder, 'verdaccio')
  mkdirSync(program)
  // It asks for node-fetch by a tag that mirrors of npm's registry may lack.
  const manifest = { private: true, dependencies: { verdaccio }, overrides: { 'node-fetch': '2.7.0' } }
  writeFileSync(join(program, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(program, 'config.yaml'), JSON.stringify(config)) // all JSON is YAML
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  capture('npm', ['install', ...options], { cwd: program })
  const settings = join(folder, 'npmrc')
  writeFileSync(settings, `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=rehearsal\n`)
  const args = [
    'node_modules/verdaccio/bin/verdaccio',
    '--config',
    'config.yaml',
    '--listen',
    `127.0.0.1:${port}`,
  ]
  const child = spawn(process.execPath, args, { cwd: program, stdio: 'inherit' })
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null)
      throw new Error(`verdaccio: must listen on port ${port}, ended with ${child.exitCode}`)
    const isThere = await fetch(`http://127.0.0.1:${port}/-/ping`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isThere) return { settings, stop: () => child.kill() }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  child.kill()
  throw new Error(`verdaccio: must listen on port ${port} within two minutes`)
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
