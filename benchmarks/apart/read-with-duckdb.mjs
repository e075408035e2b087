import { DuckDBInstance } from '@duckdb/node-api'
import { digestOf } from '../digest.mjs'

// Users by id; items by first appearance; of a user's rows of one item the place of the first and the rating of the last.
const index = `
  create temp table ratings as
    select "userId" as user_id, "movieId" as item_id, rating, row_number() over () as position
    from read_csv($path, header = true,
      columns = {'userId': 'integer', 'movieId': 'integer', 'rating': 'float', 'timestamp': 'bigint'});
  create temp table liked as
    select user_id, item_id, min(position) as position
    from ratings group by user_id, item_id having arg_max(rating, position) >= 4;
  create temp table users as
    select user_id, row_number() over (order by user_id) - 1 as user_index
    from liked group by user_id having count(*) >= 5;
  create temp table items as
    with first as (select item_id, min(position) as position from ratings group by item_id)
    select item_id, row_number() over (order by position) - 1 as item_index
    from first where item_id in (select item_id from liked semi join users using (user_id));`

/** The index that hvamp makes, made by DuckDB. */
export default async function readWithDuckdb({ path, threads }) {
  const began = performance.now()
  const connection = await (await DuckDBInstance.create(':memory:', { threads: String(threads) })).connect()
  for (const statement of index.split(';').filter((text) => text.trim())) {
    await connection.run(statement.replace('$path', `'${path.replaceAll("'", "''")}'`))
  }
  const userIds = await idsOf(connection, 'select user_id from users order by user_index')
  const itemIds = await idsOf(connection, 'select item_id from items order by item_index')
  const entries = await columnsOf(
    connection,
    `select user_index::integer, item_index::integer
     from liked join users using (user_id) join items using (item_id) order by user_index, position`,
  )
  const offsets = new Int32Array(userIds.length + 1)
  for (const user of entries[0]) offsets[user + 1]++
  for (let user = 0; user < userIds.length; user++) offsets[user + 1] += offsets[user]
  const seconds = (performance.now() - began) / 1000
  return {
    seconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    users: userIds.length,
    items: itemIds.length,
    entries: entries[1].length,
    digest: digestOf({ offsets, items: entries[1], userIds, itemIds }),
  }
}

async function idsOf(connection, query) {
  const [ids] = await columnsOf(connection, query)
  return Array.from(ids, String)
}

/** The columns of a query, all of 32-bit integers. */
async function columnsOf(connection, query) {
  const result = await connection.stream(query)
  const parts = Array.from({ length: result.columnCount }, () => [])
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    parts.forEach((column, i) => {
      column.push(chunk.getColumnVector(i).items.slice())
    })
  }
  return parts.map(joined)
}

function joined(parts) {
  const all = new Int32Array(parts.reduce((total, { length }) => total + length, 0))
  let used = 0
  for (const part of parts) {
    all.set(part, used)
    used += part.length
  }
  return all
}
