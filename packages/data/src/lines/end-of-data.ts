import { fileError } from '../values/file-error'
import { type LineCursor, placeOf } from './line-cursor'

const POSTGRES = '\\.' // below what COPY writes
const DOS = '\u001a' // Ctrl-Z, below what programs of DOS and CP/M write

/** Whether a line says that the data end above it. */
export function isEndOfData(line: string): boolean {
  const mark = line.trim()
  return mark === POSTGRES || mark === DOS
}

/** Knows whether a mark has ended the data. */
export interface DataEnd {
  /** Whether the present line is the mark that ends the data. @throws as `requireOpen` */
  isAt(line: string): boolean
  /** @throws if the data ended above the present line, which is not blank */
  requireOpen(): void
}

/** @param cursor at the present line */
export function dataEnd(cursor: LineCursor): DataEnd {
  let mark = 0 // its line

  function requireOpen(): void {
    if (mark === 0) return
    throw fileError(
      placeOf(cursor),
      'blank lines',
      `more below the mark in line ${mark}, which ends the data`,
    )
  }

  return {
    isAt(line) {
      requireOpen()
      if (!isEndOfData(line)) return false
      mark = cursor.line
      return true
    },
    requireOpen,
  }
}
