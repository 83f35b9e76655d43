import { hashOf } from '#shared/kernel/hash.ts'

/** The shard an id always falls into: two digits below the count. */
export const shardOf = (id: string, shards: number): string => shardName(hashOf(id).readUInt32BE(0) % shards)

const shardName = (shard: number): string => String(shard).padStart(2, '0')

/** The names of so many shards. */
export const shardNames = (shards: number): string[] =>
  Array.from({ length: shards }, (_, shard) => shardName(shard))
