import type { UserShard } from '@hvamp/data'
import { estimateRows } from '@hvamp/data/node'
import type { FilePart } from '../inputs/read-file'
import { checkingInput } from '../process/bad-input'
import type { ShardSettings } from '../settings/shard'

const MOST_SHARDS = 2 ** 20 // of `shardOfUser`

/**
 * The blocks of users that a shard works off one after another, so that the histories of one are in memory at a time.
 *
 * By users, each block is a pass over all files, of which it keeps the rows of its users; by files, the files of the shard, each read
 * once, as long as none is larger than a block.
 *
 * @param files all files, in the order in which every shard sees them
 */
export async function blocksOf(
  files: readonly string[],
  shard: UserShard,
  { shardBy, rowsAtOnce }: Pick<ShardSettings, 'shardBy' | 'rowsAtOnce'>,
): Promise<FilePart[]> {
  if (shardBy === 'users') {
    const rows = await rowsOf(files)
    return dividedBlocks(files, shard, rows / shard.count / rowsAtOnce)
  }
  const blocks: FilePart[] = []
  let gathered: string[] = []
  let rows = 0
  const close = () => {
    if (gathered.length > 0)
      blocks.push(...dividedBlocks(gathered, { index: 0, count: 1 }, rows / rowsAtOnce))
    gathered = []
    rows = 0
  }
  for (const file of files.filter((_, number) => number % shard.count === shard.index)) {
    const ofFile = await rowsOf([file])
    if (rows + ofFile > rowsAtOnce) close()
    gathered.push(file)
    rows += ofFile
  }
  close()
  return blocks
}

/** A shard of the users of some files. @param share number of blocks, rounded up */
function dividedBlocks(files: readonly string[], { index, count }: UserShard, share: number): FilePart[] {
  const blocks = Math.max(1, Math.min(Math.ceil(share), Math.floor(MOST_SHARDS / count)))
  if (blocks * count === 1) return [{ files }]
  return Array.from({ length: blocks }, (_, block) => ({
    files,
    shard: { index: index * blocks + block, count: count * blocks },
  }))
}

async function rowsOf(files: readonly string[]): Promise<number> {
  let rows = 0
  for (const file of files) rows += await checkingInput(() => estimateRows(file))
  return rows
}
