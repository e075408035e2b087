import { isDatabaseAddress } from '@hvamp/databases'
import { badInput } from '../process/bad-input'

/** Addresses of files, which are downloaded first. */
const OF_FILES = /^(?:https?|s?ftps?|s3a?|gs|gcs|az|abfss?|wasbs?|hdfs|file|webdavs?):/i

/** @throws bad input if a path is the address of a database of another kind, such as `mssql://…`; the error holds nothing of it that may be a password */
export function requireKnownDatabase(path: string): void {
  const [, scheme] = /^([a-z][\w+.:-]*):\/\//i.exec(path) ?? []
  if (scheme === undefined || isDatabaseAddress(path) || OF_FILES.test(path)) return
  throw badInput(
    `${scheme}://…: must be a file, or the address of a database that begins with postgres://, mysql://, mariadb://, sqlite: or duckdb:, got one of another kind: write its rows to a CSV`,
  )
}
