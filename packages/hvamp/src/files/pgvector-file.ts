import { badInput } from '../process/bad-input'
import type { NamedVectors } from './named-vectors'
import { writeWhole } from './write-file'

/** Numbers in a vector of which pgvector can make an index. */
const mostNumbers = 2000
const rowsAtATime = 500

/**
 * Writes vectors as a script for PostgreSQL with pgvector: a table, an index by cosine, and a query at its end that measures how
 * many of the ten nearest the index finds.
 *
 * @param table which must not exist when the script runs
 * @throws bad input if the vectors are too long for an index
 */
export async function writePgvector(
  path: string,
  table: string,
  { ids, vectors }: NamedVectors,
): Promise<void> {
  const size = vectors.shape[1]!
  if (size > mostNumbers) {
    throw badInput(
      `${path}: vectors must have at most ${mostNumbers} numbers for an index of pgvector, got ${size}`,
    )
  }
  const rows = ids.map((id, row) => {
    const vector = vectors.values.subarray(row * size, (row + 1) * size).join(',')
    return `(${literal(id, path)}, '[${vector}]')`
  })
  const inserts = Array.from({ length: Math.ceil(rows.length / rowsAtATime) }, (_, i) => {
    const some = rows.slice(i * rowsAtATime, (i + 1) * rowsAtATime)
    return `INSERT INTO ${table} (id, vector) VALUES\n${some.join(',\n')};\n`
  })
  await writeWhole(path, `${head(table, ids.length, size)}${inserts.join('')}${end(table)}`)
}

/** A text as SQL has it. PostgreSQL has no text with the character 0. */
function literal(id: string, path: string): string {
  if (id.includes('\0'))
    throw badInput(`${path}: ids must have no character 0 for PostgreSQL, got ${JSON.stringify(id)}`)
  return `'${id.replaceAll("'", "''")}'`
}

const head = (table: string, count: number, size: number) => `\
-- ${count} vectors of ${size} numbers, for PostgreSQL with pgvector: psql --set ON_ERROR_STOP=1 --file FILE
-- The nearest to one: SELECT id FROM ${table} ORDER BY vector <=> (SELECT vector FROM ${table} WHERE id = '…') LIMIT 10;
SET standard_conforming_strings = on;
BEGIN;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE ${table} (id text PRIMARY KEY, vector vector(${size}) NOT NULL);
`

const end = (table: string) => `\
CREATE INDEX ${table}_by_cosine ON ${table} USING hnsw (vector vector_cosine_ops);
COMMIT;

-- The share of the ten nearest other rows by exact ranking that the index finds, for at most 100 rows.
CREATE TEMPORARY TABLE asked AS SELECT id, vector FROM ${table} ORDER BY md5(id) LIMIT 100;
SET enable_indexscan = off;
CREATE TEMPORARY TABLE exact AS SELECT asked.id AS asked_id, near.id FROM asked CROSS JOIN LATERAL
  (SELECT id FROM ${table} ORDER BY vector <=> asked.vector LIMIT 11) AS near;
RESET enable_indexscan;
SET enable_seqscan = off;
CREATE TEMPORARY TABLE found AS SELECT asked.id AS asked_id, near.id FROM asked CROSS JOIN LATERAL
  (SELECT id FROM ${table} ORDER BY vector <=> asked.vector LIMIT 11) AS near;
RESET enable_seqscan;
SELECT round(count(found.id)::numeric / count(*), 3) AS recall_at_10
  FROM exact LEFT JOIN found USING (asked_id, id) WHERE id <> asked_id;
DROP TABLE asked, exact, found;
`
