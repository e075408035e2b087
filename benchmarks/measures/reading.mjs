import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ratingsFile } from '../ratings-file.mjs'
import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const duckdb = fileURLToPath(new URL('../node_modules/@duckdb/node-api', import.meta.url))

/** Reading, indexing and filtering a large ratings.csv, against DuckDB on the same file with the same result. */
export async function reading({ quick }) {
  const size = quick
    ? { rows: 200_000, users: 1_400, items: 5_000 }
    : { rows: 20_000_000, users: 138_000, items: 27_000 }
  const { path, bytes } = ratingsFile(size)
  const threads = availableParallelism()
  const own = (await runApart('read-with-hvamp', { path })).result
  const results = [{ reader: 'hvamp', ...own }]
  if (existsSync(duckdb)) {
    const other = (await runApart('read-with-duckdb', { path, threads })).result
    if (other.digest !== own.digest) {
      throw new Error(`reading: both must give the same index, got ${summary(own)} and ${summary(other)}`)
    }
    results.push({ reader: `DuckDB, ${threads} threads`, ...other })
  } else {
    console.log('Without DuckDB, which could not be installed')
  }
  const rate = (bytes / 1e6).toFixed(0)
  console.log(`Reading ${rate} MB of about ${size.rows} ratings to an index of those of at least 4`)
  printTable(
    ['reader', 'seconds', 'against hvamp', 'peak GB', 'entries'],
    results.map(({ reader, seconds, peakBytes, entries }) => [
      reader,
      seconds,
      seconds / own.seconds,
      peakBytes / 1e9,
      entries,
    ]),
  )
  return { ...size, bytes, results }
}

function summary({ users, items, entries }) {
  return `${entries} entries of ${users} × ${items}`
}
