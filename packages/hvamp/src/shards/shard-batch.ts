/** Users scored together by every shard, also where fewer are left: so a user's scores have the same bits in every sharding. */
export const shardBatch = 256

/** Users whose results are in memory before they are written: many batches, for the last of them is filled up. */
export const usersAtATime = 16 * shardBatch
