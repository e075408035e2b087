/** A copy of bytes, as the source may use its buffer again; `slice` of a Node Buffer is a view. */
export function copiedBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
