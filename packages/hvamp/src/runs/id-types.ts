import { isBigint, type WrittenType } from '@hvamp/databases'
import { savedItemIds } from '@hvamp/models/node'
import { checkingInput } from '../process/bad-input'
import { runOfModel } from './open-model'

/**
 * The type of a column of item ids: that which they had in the database that the run was trained on, else text; and text where one
 * of them is an integer beyond 64 bits.
 */
export async function itemIdType(runFolder: string): Promise<WrittenType> {
  const type = idType((await runOfModel(runFolder))?.data.reading?.types?.item)
  if (type !== 'bigint') return type
  const itemIds = await checkingInput(() => savedItemIds(runFolder)) // early versions recorded all integers as such
  return itemIds.every(isBigint) ? type : 'text'
}

/** The type of a column of ids that had a type when they were read, which is text for integers beyond 64 bits, or none that is known. */
export function idType(type: string | undefined): WrittenType {
  if (type === 'integer') return 'bigint'
  return type === 'uuid' ? 'uuid' : 'text'
}
