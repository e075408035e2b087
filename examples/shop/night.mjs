// What runs every night, by cron or a timer: takes the orders out, trains, and moves the link once the run is whole.
import { spawnSync } from 'node:child_process'
import { renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openDatabase } from './database.mjs'
import { folder } from './folder.mjs'

const hvamp = join(dirname(createRequire(import.meta.url).resolve('hvamp/package.json')), 'bin', 'hvamp.js')

/** Trains on all orders; a night that fails leaves the link, and so the service, where it was. */
export function night() {
  const db = openDatabase()
  write('orders.csv', db.all('SELECT customer, product, date FROM orders'))
  write('products.csv', db.all('SELECT id, title, category, brand, price, stock FROM products'))
  db.close()
  const run = `runs/${new Date().toISOString().replace(/[:.]/g, '-')}`
  const args = [hvamp, 'train', 'orders.csv', '--model', 'ease', '--held-out', '200', '--out', run]
  const { status } = spawnSync(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`night: hvamp train must end with 0, got ${status}`)
  symlinkSync(run.slice('runs/'.length), join(folder, 'runs/next'))
  renameSync(join(folder, 'runs/next'), join(folder, 'runs/latest')) // in one step
}

/** Writes rows as CSV, whole or not at all. */
function write(name, rows) {
  const line = (values) => values.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',')
  const path = join(folder, name)
  writeFileSync(`${path}.new`, [Object.keys(rows[0]), ...rows.map(Object.values)].map(line).join('\n'))
  renameSync(`${path}.new`, path)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) night()
