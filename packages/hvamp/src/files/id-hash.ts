import { createHash } from 'node:crypto'

/** A number of 64 bits that stands for an id in files: the first 8 bytes of its SHA-256, little-endian. */
export function idHash(id: string): bigint {
  return createHash('sha256').update(id).digest().readBigUInt64LE()
}
