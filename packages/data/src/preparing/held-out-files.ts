import { join } from 'node:path'
import { type BlockRecord, readBlock, writeBlock } from '../blocks/block-file'
import type { HeldOutUsers, Ids, UserSplit } from '../interactions/interactions'
import { type HeldOutPart, preparedFiles } from './prepared-files'

/** What tells whether the files of held-out users are as they were written. */
export type HeldOutRecords = Readonly<Record<HeldOutPart, BlockRecord>>

/** Writes the histories of held-out users, a block each. */
export async function writeHeldOut(
  folder: string,
  { validation, test }: Pick<UserSplit, 'validation' | 'test'>,
): Promise<HeldOutRecords> {
  const write = (name: HeldOutPart, users: HeldOutUsers['foldIn']) =>
    writeBlock(join(folder, preparedFiles[name]), users)
  return {
    validationFoldIn: await write('validationFoldIn', validation.foldIn),
    validationHeldOut: await write('validationHeldOut', validation.heldOut),
    testFoldIn: await write('testFoldIn', test.foldIn),
    testHeldOut: await write('testHeldOut', test.heldOut),
  }
}

/**
 * The held-out users that `prepareInteractions` wrote to a folder.
 *
 * @param records what it returned of them
 * @param itemIds of the blocks that it wrote
 * @throws naming the file, if one is not as it was written
 * @example const validation = await readHeldOut(folder, prepared.heldOut, 'validation', train.itemIds)
 */
export async function readHeldOut(
  folder: string,
  records: HeldOutRecords,
  part: 'validation' | 'test',
  itemIds: Ids,
): Promise<HeldOutUsers> {
  const read = (name: HeldOutPart) => readBlock(join(folder, preparedFiles[name]), records[name], itemIds)
  return { foldIn: await read(`${part}FoldIn`), heldOut: await read(`${part}HeldOut`) }
}
