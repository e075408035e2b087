/** Gives the visitor files to keep. */
export function download(files: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, bytes] of files) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]))
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // by then it is written
  }
}
