import { fileError, undecidedBut } from '../values/file-error'

const LOOKED_AT = 4096 // bytes, for one of zero: text has none
const WORKBOOK = 'a workbook of Excel or the like, to be saved as CSV first'
const PARTS_OF_WORKBOOKS = /\[Content_Types\]\.xml|xl\/|docProps\/|opendocument\.spreadsheet/
const LFS_POINTER = 'version https://git-lfs'

/** Other kinds of files by their first bytes, and a word on what to do. */
const KINDS: readonly (readonly [bytes: readonly number[], kind: string])[] = [
  [[0x50, 0x41, 0x52, 0x31], 'a parquet file, which is read by its path only'],
  [[0x50, 0x4b, 3, 4], 'a zip archive, to be unpacked first'],
  [[0xd0, 0xcf, 0x11, 0xe0], WORKBOOK],
  [[0x46, 0x45, 0x41, 0x31], 'a Feather file, to be saved as parquet first'],
  [[0x1f, 0x8b], 'gzip data within gzip data, to be decompressed once more'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a], 'a rar archive, to be unpacked first'],
  [[0x5d, 0, 0], 'lzma data, to be decompressed first'],
  [
    [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
    'an SQLite database, which is read by its address, sqlite:FILE, or exported as CSV first',
  ],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow or Feather file, to be saved as parquet first'],
  [[0xff, 0xff, 0xff, 0xff], 'a stream of Arrow, to be saved as parquet first'],
  [[0x4f, 0x62, 0x6a, 1], 'an Avro file, to be saved as parquet first'],
  [[0x4f, 0x52, 0x43], 'an ORC file, to be saved as parquet first'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file, to be saved as parquet first'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'a NumPy array, to be saved as CSV first'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive, to be unpacked first'],
  [[0x04, 0x22, 0x4d, 0x18], 'lz4 data, to be decompressed first'],
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
  const looked = start.subarray(0, LOOKED_AT)
  const isWorkbook =
    startsWith(start, [0x50, 0x4b]) && PARTS_OF_WORKBOOKS.test(new TextDecoder().decode(looked))
  const kind = isWorkbook ? WORKBOOK : KINDS.find(([bytes]) => startsWith(start, bytes))?.[1]
  const isTar = [0x75, 0x73, 0x74, 0x61, 0x72].every((byte, i) => start[257 + i] === byte) // ustar
  const got =
    kind ?? (isTar ? 'a tar archive, to be unpacked first' : looked.includes(0) ? 'binary data' : undefined)
  const mayBeText = kind === undefined && got !== undefined
  if (mayBeText && isQuad(looked)) throw wideText(name)
  const wide = mayBeText ? wideEncoding(looked) : undefined
  if (wide !== undefined) {
    const unmarked = 'UTF-16 or other text of wide characters without a byte order mark'
    const choice = { options: ['encoding'], likely: { encoding: wide } }
    throw undecidedBut(name, 'UTF-8 text or gzip', unmarked, choice)
  }
  if (got !== undefined) throw fileError(name, 'UTF-8 text or gzip', got)
  if (new TextDecoder().decode(looked).startsWith(LFS_POINTER)) {
    throw fileError(name, 'the file itself', 'a pointer of Git LFS, for which git lfs pull gets it')
  }
  return 0
}

/** The error of text in UTF-32. */
export function wideText(name: string): Error {
  const got = 'text in UTF-32, to be converted first, as iconv -f UTF-32 -t UTF-8 does'
  return fileError(name, 'UTF-8 text or gzip', got)
}

/** Whether three of four bytes are zero, at the same places: Latin text of 32 bits a character. */
function isQuad(bytes: Uint8Array): boolean {
  const at = [0, 0, 0, 0]
  for (const [i, byte] of bytes.entries()) if (byte === 0) at[i % 4]!++
  const characters = Math.floor(bytes.length / 4)
  const isZero = (count: number) => count > 0.9 * characters
  return characters > 1 && at.filter(isZero).length === 3
}

/** The encoding where every second byte is zero, and few more: Latin text of 16 bits a character. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let zeros = 0
  const at = [0, 0]
  for (const [i, byte] of bytes.entries()) {
    if (byte !== 0) continue
    zeros++
    at[i % 2]!++
  }
  const isHalf = zeros > 0.4 * bytes.length && zeros < 0.6 * bytes.length
  if (!isHalf || Math.max(...at) <= 0.9 * zeros) return undefined
  return at[1]! > at[0]! ? 'utf-16le' : 'utf-16be'
}
