import { type DataSet, dataSet, dataSets } from '@hvamp/data'
import { fetchDataSet } from '@hvamp/data/node'
import { exists } from '../files/folders'
import { requireWritable } from '../files/writable'
import { dataSetFolder, publishedSplit } from '../inputs/locate-data'
import { checkingInput } from '../process/bad-input'
import { downloadDisplay } from '../terminal/download-display'
import { grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'

interface Flags {
  readonly to?: string
  readonly mirror?: string
  readonly json?: boolean
}

/** Downloads a data set, or says which there are. */
export async function fetchAction(name: string | undefined, flags: Flags): Promise<void> {
  const out = output(flags)
  if (name === undefined) return list(out)
  const { title, page, licence } = await checkingInput(() => dataSet(name))
  const folder = flags.to ?? dataSetFolder(name)
  if (!(await exists(folder))) await requireWritable(folder, '--to')
  out.note(`${title}, ${page}\nterms: ${licence}`)
  out.emit({ event: 'terms', name, title, page, licence })
  const downloaded = await download(name, folder, flags.mirror ?? process.env.HVAMP_MIRROR, out)
  out.print(
    downloaded.length > 0
      ? `written to ${downloaded.join(', ')}`
      : `${folder} has it already: nothing was downloaded`,
  )
  out.emit({ event: 'fetched', name, folder, downloaded })
}

async function download(
  name: string,
  folder: string,
  mirror: string | undefined,
  out: Output,
): Promise<readonly string[]> {
  const display = downloadDisplay(out)
  try {
    const options = { mirror: mirror || undefined, onProgress: display.progress }
    return (await checkingInput(() => fetchDataSet(name, folder, options))).downloaded
  } finally {
    display.stop()
  }
}

function list(out: Output): void {
  for (const each of dataSets) {
    const { name, title, page, licence, counts, download } = each
    out.emit({ name, title, page, licence, counts, download, split: publishedSplit(each) })
  }
  out.print(textTable(['name', '', 'interactions', 'held out', 'downloaded from'], dataSets.map(rowOf)))
}

function rowOf(each: DataSet): string[] {
  const { name, title, download } = each
  const { files } = each.counts
  const interactions = files?.interactions === undefined ? '' : grouped(files.interactions)
  const host = typeof download === 'string' ? 'by yourself' : new URL(download.urls[0]!).host
  const heldOut = publishedSplit(each) === 'given' ? 'items, as by its publisher (weak)' : 'users (strong)'
  return [name, title, interactions, heldOut, host]
}
