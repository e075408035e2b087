import Papa from 'papaparse'
import { type Quoting, quotedAs } from './cells'

/** Characters in a record: a quote that is never closed must not take in the rest of the file. */
export const LONGEST_RECORD = 1 << 20

/** Reads records with fields in double quotes, which may hold delimiters, quotes and line ends. */
export interface QuotedRecords {
  /** Length of the record that has a quote not closed in the last block; the next block continues it. */
  readonly open: number
  /** Its complete lines. */
  readonly openLines: number
  /** The first of its lines. */
  readonly openLine: string
  /**
   * The records that end in this block of whole lines. While one is open, they may come with a later block, so that the work
   * stays in proportion to the text.
   *
   * @param isLast whether no block follows: then none is held back
   *
   * @throws TypeError if the bytes are not UTF-8
   */
  read(block: Uint8Array, isLast?: boolean): Records
}

export interface Records {
  readonly records: readonly (readonly string[])[]
  /** The line of one with text between a closing quote and the next delimiter, at which reading stopped. */
  readonly malformed: string | undefined
}

/** Lines in a record: its quoted fields may hold line ends. */
export function linesOf(record: readonly string[]): number {
  return record.reduce((lines, field) => lines + field.split('\n').length - 1, 1)
}

/** Records by the CSV library; of `::` or without quoting, a quote is a plain character. */
export function quotedRecords(
  delimiter: string,
  quoting: Exclude<Quoting, 'auto'> = 'double',
): QuotedRecords {
  const fastMode = quotedAs(delimiter, quoting) === 'plain' ? true : undefined
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let open = ''
  let parsed = 0 // length of the open record when it was last parsed

  return {
    get open() {
      return open.length
    },
    get openLines() {
      return open.split('\n').length - 1
    },
    get openLine() {
      return lineOf(open)
    },
    read(block, isLast = false) {
      const text = open + decoder.decode(block)
      if (!isLast && text.length < 2 * parsed) {
        open = text
        return { records: [], malformed: undefined }
      }
      const { data, errors } = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), {
        ...{ delimiter, newline: '\n' },
        ...(fastMode && { fastMode }),
      })
      const rowOf = (error: string) => errors.find(({ code }) => code === error)?.row
      const malformed = rowOf('InvalidQuotes')
      const unfinished = rowOf('MissingQuotes')
      const records = data.slice(0, malformed ?? unfinished)
      const rest = () =>
        afterLines(
          text,
          records.reduce((sum, each) => sum + linesOf(each), 0),
        )
      open = unfinished === undefined ? '' : rest()
      parsed = open.length
      return { records, malformed: malformed === undefined ? undefined : lineOf(rest()) }
    },
  }
}

const lineOf = (text: string) => text.split(/\r?\n/, 1)[0]!

function afterLines(text: string, count: number): string {
  let from = 0
  for (let line = 0; line < count; line++) from = text.indexOf('\n', from) + 1
  return text.slice(from)
}
