import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { folder } from './folder.mjs'

/** The shop's database: SQLite compiled to WebAssembly, so that nothing is compiled when it is installed. */
export function openDatabase() {
  return new sqlite.Database(join(folder, 'shop.sqlite'))
}
