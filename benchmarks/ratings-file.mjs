import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from 'hvamp'

const BUFFER = 1 << 20
const LONGEST_ROW = 64
const FEWEST = 20 // ratings of a user, as in MovieLens
const SPREAD = 1 // of the logarithm of a user's number of ratings
const SHARE_RATED_AGAIN = 1000 // one row in so many is of an item that the user rated just before

/**
 * A file like MovieLens 20M's ratings.csv, of about so many rows: written once, then found in the system's folder for
 * temporary files. Users in order, items of skewed popularity, some rated twice.
 */
export function ratingsFile({ rows, users, items }) {
  const folder = join(tmpdir(), 'hvamp-benchmarks')
  const path = join(folder, `ratings-${rows}-${users}-${items}.csv`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    console.log(`Writing ${path}`)
    write(`${path}.part`, { rows, users, items })
    renameSync(`${path}.part`, path)
  }
  return { path, bytes: statSync(path).size }
}

function write(path, { rows, users, items }) {
  const noise = random(1).fork('ratings')
  const spread = noise.normals(users)
  const idOf = noise.permutation(items).map((rank) => 1 + rank * 4 + (rank % 3)) // with gaps, in no order
  const lastUser = new Int32Array(items)
  const mean = rows / users - FEWEST
  const buffer = Buffer.alloc(BUFFER)
  const file = openSync(path, 'w')
  let used = buffer.write('userId,movieId,rating,timestamp\n')
  let time = 1_100_000_000

  function put(user, id, rating) {
    used += buffer.latin1Write(`${user},${id},${rating},${time++}\n`, used)
    if (used < BUFFER - LONGEST_ROW) return
    writeSync(file, buffer, 0, used)
    used = 0
  }

  try {
    for (let user = 1; user <= users; user++) {
      const wanted = FEWEST + mean * Math.exp(SPREAD * spread[user - 1] - SPREAD ** 2 / 2)
      const count = Math.min(Math.round(wanted), items >> 1)
      for (let written = 0; written < count; ) {
        const item = Math.floor(items * noise.uniform() ** 3)
        if (lastUser[item] === user) continue
        lastUser[item] = user
        put(user, idOf[item], (1 + noise.integer(10)) / 2)
        written++
        if (written < count && noise.integer(SHARE_RATED_AGAIN) === 0) {
          put(user, idOf[item], (1 + noise.integer(10)) / 2)
          written++
        }
      }
    }
    writeSync(file, buffer, 0, used)
  } finally {
    closeSync(file)
  }
}
