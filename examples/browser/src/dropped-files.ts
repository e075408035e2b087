/** The files that were dropped, those of dropped folders among them. To be called while the event is handled. */
export async function droppedFiles({ items }: DataTransfer): Promise<File[]> {
  const dropped = Array.from(items, (item) => {
    const entry = item.webkitGetAsEntry()
    return entry ? filesOf(entry) : [item.getAsFile()] // what a page itself made has no entry
  })
  return (await Promise.all(dropped)).flat().filter((file) => file !== null)
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  for (;;) {
    // A reader gives some at a time, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return files
    files.push(...(await Promise.all(some.map(filesOf))).flat())
  }
}
