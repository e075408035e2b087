import { cellsOf, type Quoting } from './cells'
import type { QuotedRecords } from './quoted-records'

/** Records of fields between runs of spaces and tabs, each in a line of its own. */
export function spacedRecords(quoting: Exclude<Quoting, 'auto'>): QuotedRecords {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return {
    open: 0,
    openLines: 0,
    openLine: '',
    read(block) {
      const text = decoder.decode(block).replace(/\r?\n$/, '')
      return {
        records: text.split('\n').map((line) => cellsOf(line, ' ', quoting)),
        malformed: undefined,
      }
    },
  }
}
