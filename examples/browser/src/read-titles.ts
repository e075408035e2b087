import Papa from 'papaparse'
import { layoutLines, type TitlesLayout, titlesLayout } from './titles-layout'

const longestStart = 1 << 16 // characters

/** Whether a file has titles, by its first lines. */
export async function isTitlesFile(file: File): Promise<boolean> {
  let text = ''
  try {
    const reader = (await bytesOf(file)).getReader()
    const decoder = new TextDecoder()
    while (text.length < longestStart && text.split('\n').length <= layoutLines) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    await reader.cancel()
  } catch {
    return false // damaged: whoever reads all of it says so
  }
  return titlesLayout(startOf(text)) !== undefined
}

/**
 * Titles by the id of their item; UTF-8, or Latin-1 as older MovieLens files are, gzip or not.
 *
 * @throws as `file:line: expected …, got …` at the first thing wrong
 */
export async function readTitles(file: File): Promise<ReadonlyMap<string, string>> {
  const text = decoded(await new Response(await bytesOf(file)).arrayBuffer())
  const layout = titlesLayout(startOf(text))
  if (!layout) throw new Error(`${file.name}: expected a column of ids and one of titles, got none`)
  return titlesIn(text, layout, file.name)
}

function titlesIn(text: string, { delimiter, header, id: idColumn, title }: TitlesLayout, name: string) {
  const titles = new Map<string, string>()
  let line = 0
  Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: false,
    ...(!header && { quoteChar: '\0' }), // those files know no quotes
    step({ data }) {
      line++
      if ((header && line === 1) || data.join('').trim() === '') return
      const [id, value] = [data[idColumn]?.trim(), data[title]?.trim()]
      if (!id || !value) {
        throw new Error(
          `${name}:${line}: expected an id and a title, got '${data.join(delimiter).slice(0, 60)}'`,
        )
      }
      titles.set(id, value)
    },
  })
  return titles
}

async function bytesOf(file: File): Promise<ReadableStream<Uint8Array>> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  return isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The first lines, or what is whole of them: the last may be cut. */
function startOf(text: string): string {
  const start = text.slice(0, longestStart)
  const end = start.lastIndexOf('\n')
  return start.length < text.length && end > 0 ? start.slice(0, end) : start
}
