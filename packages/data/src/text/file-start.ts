import { fileError } from './file-error'

const LOOKED_AT = 4096 // bytes, for one of zero: text has none

/** Other kinds of files by their first bytes, and a word on what to do. */
const KINDS: readonly (readonly [bytes: readonly number[], kind: string])[] = [
  [[0xff, 0xfe], 'UTF-16 text'],
  [[0xfe, 0xff], 'UTF-16 text'],
  [[0x50, 0x41, 0x52, 0x31], 'a parquet file, which is read by its path only'],
  [[0x50, 0x4b, 3, 4], 'a zip archive, to be unpacked first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd data, to be decompressed first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz data, to be decompressed first'],
  [[0x42, 0x5a, 0x68], 'bzip2 data, to be decompressed first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
]

const startsWith = (block: Uint8Array, bytes: readonly number[]) =>
  bytes.every((byte, i) => block[i] === byte)

/** Whether a file starts like parquet. */
export function isParquet(start: Uint8Array): boolean {
  return startsWith(start, [0x50, 0x41, 0x52, 0x31])
}

/** Bytes of the UTF-8 byte order mark at the start: 3 or 0. @throws if the file is not UTF-8 text, naming its kind */
export function byteOrderMarkOf(start: Uint8Array, name: string): number {
  if (startsWith(start, [0xef, 0xbb, 0xbf])) return 3
  const kind = KINDS.find(([bytes]) => startsWith(start, bytes))?.[1]
  const looked = start.subarray(0, LOOKED_AT)
  const isTar = [0x75, 0x73, 0x74, 0x61, 0x72].every((byte, i) => start[257 + i] === byte) // ustar
  const got =
    kind ?? (isTar ? 'a tar archive, to be unpacked first' : looked.includes(0) ? 'binary data' : undefined)
  if (got !== undefined) throw fileError(name, 'UTF-8 text or gzip', got)
  return 0
}
