import type { WrittenType } from '@hvamp/databases'
import { runOfModel } from './open-model'

/** The type of a column of item ids: that which they had in the database that the run was trained on, else text. */
export async function itemIdType(runFolder: string): Promise<WrittenType> {
  return idType((await runOfModel(runFolder))?.data.reading?.types?.item)
}

/** The type of a column of ids that had a type in a database, or none that is known. */
export function idType(type: string | undefined): WrittenType {
  if (type === 'integer') return 'bigint'
  return type === 'uuid' ? 'uuid' : 'text'
}
