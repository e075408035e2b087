// node scripts/build-tfjs-node.mjs FOLDER: puts tfjs-node into a folder outside the repository without its download of
// libtensorflow. The package and Node's headers come from npm, libtensorflow from PyPI; the system's g++ builds the addon.
// For Linux on x64 with Python 3 and pip. Then: HVAMP_TFJS_NODE=FOLDER npm test
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const tfjsVersion = '4.22.0'
const headersVersion = '1.5.0' // of Node-API, which is the same in every Node
const tensorflowVersion = '2.15.1' // built and tested with this one; the addon compiles against its C interface
const wheelFor = ['--python-version', '3.11', '--implementation', 'cp', '--platform', 'manylinux2014_x86_64']
// The libraries and the headers that the addon includes, of a wheel that has 9,000 more files.
const unpacking = `
import sys, zipfile
wanted = ('tensorflow/libtensorflow', 'tensorflow/include/tensorflow/c/',
          'tensorflow/include/tensorflow/core/platform/', 'tensorflow/include/tsl/')
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(wanted)])
`
const napi = 8 // the folder in which tfjs-node looks for its addon

const { INIT_CWD = '.', CXX = 'g++' } = process.env
const folder = resolve(INIT_CWD, process.argv[2] ?? fail('must be given a folder'))
if (process.platform !== 'linux' || process.arch !== 'x64') {
  fail(`must run on linux x64, got ${process.platform} ${process.arch}`)
}
mkdirSync(folder, { recursive: true })
if (!existsSync(join(folder, 'package.json'))) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
}
const packages = [`@tensorflow/tfjs-node@${tfjsVersion}`, `node-api-headers@${headersVersion}`]
run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages)

const tfjsNode = join(folder, 'node_modules/@tensorflow/tfjs-node')
const libraries = join(tfjsNode, 'deps/lib')
const wheels = join(folder, 'wheels')
const wheel = `tensorflow-cpu==${tensorflowVersion}`
run(
  'python3',
  '-m',
  'pip',
  'download',
  '--no-deps',
  '--only-binary',
  ':all:',
  ...wheelFor,
  '-d',
  wheels,
  wheel,
)
const [file] = readdirSync(wheels).filter((name) => name.includes(tensorflowVersion))
const unpacked = join(folder, 'tensorflow')
run('python3', '-c', unpacking, join(wheels, file), unpacked)
mkdirSync(libraries, { recursive: true })
const names = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
for (const name of names) renameSync(join(unpacked, 'tensorflow', name), join(libraries, name))

const addon = join(tfjsNode, 'lib', `napi-v${napi}`)
mkdirSync(addon, { recursive: true })
run(
  CXX,
  ...['-O2', '-std=c++17', '-fPIC', '-shared', `-DNAPI_VERSION=${napi}`],
  ...[
    `-I${join(folder, 'node_modules/node-api-headers/include')}`,
    `-I${join(unpacked, 'tensorflow/include')}`,
  ],
  ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjsNode, 'binding', name)),
  ...['-o', join(addon, 'tfjs_binding.node'), `-L${libraries}`, ...names.map((name) => `-l:${name}`)],
  '-Wl,-rpath,$ORIGIN/../../deps/lib',
)
for (const path of [wheels, unpacked]) rmSync(path, { recursive: true })
run(process.execPath, '-e', `require('@tensorflow/tfjs-node')`)
console.log(`\nDone. HVAMP_TFJS_NODE=${folder} npm test`)

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' })
  if (error) fail(`${command} cannot be run: ${error.message}`)
  if (status !== 0) fail(`${command} must end with exit code 0, got ${status}`)
}

function fail(message) {
  console.error(`build-tfjs-node: ${message}`)
  process.exit(1)
}
