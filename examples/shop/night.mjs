// What runs every night, by cron or a timer: takes the orders out, trains, and lets the link lead to the run if it is good.
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openDatabase } from './database.mjs'
import { folder } from './folder.mjs'

const hvamp = join(dirname(createRequire(import.meta.url).resolve('hvamp/package.json')), 'bin', 'hvamp.js')

/** Trains on all orders, from yesterday's model where there is one; a night that fails leaves the link, and so the service, where it was. */
export function night() {
  const db = openDatabase()
  write('orders.csv', db.all('SELECT customer, product, date FROM orders'))
  write('products.csv', db.all('SELECT id, title, category, brand, price, stock FROM products'))
  db.close()
  const first = ['--model', 'wmf', '--factors', '32', '--held-out-share', '0.1', '--fail-below', 'popularity']
  const later = ['--from', 'runs/latest', '--epochs', '3', '--fail-below', 'runs/latest']
  const isFirst = !existsSync(join(folder, 'runs/latest'))
  const out = `runs/${new Date().toISOString().replace(/[:.]/g, '-')}`
  run('train', 'orders.csv', ...(isFirst ? first : later), '--out', out, '--latest')
  run('prune', 'runs', '--keep', '3')
}

/** Runs a command of hvamp: its exit code is 3 for a model that is worse than it may be. */
function run(...args) {
  const { status } = spawnSync(process.execPath, [hvamp, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`night: hvamp ${args[0]} must end with 0, got ${status}`)
}

/** Writes rows as CSV, whole or not at all. */
function write(name, rows) {
  const line = (values) => values.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',')
  const path = join(folder, name)
  writeFileSync(`${path}.new`, [Object.keys(rows[0]), ...rows.map(Object.values)].map(line).join('\n'))
  renameSync(`${path}.new`, path)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) night()
