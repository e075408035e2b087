import { statSync } from 'node:fs'
import type { ReadingProgress } from '@hvamp/data'
import type { Output } from './output'
import { trainingDisplay } from './training-display'

const quiet = 2000 // milliseconds: what is read in less needs no bar

/** Shows how far the reading of a file is. */
export interface ReadingDisplay {
  progress(progress: ReadingProgress): void
  stop(): void
}

/** A bar, or lines, once reading has taken a while; nothing without an output, or with --json. */
export function readingDisplay(paths: readonly string[], out: Output | undefined): ReadingDisplay {
  const began = performance.now()
  const display = out && !out.json ? trainingDisplay({ out, batch: 1, metric: '' }) : undefined
  let total: number | undefined
  return {
    progress({ bytes, rows }) {
      if (!display || performance.now() - began < quiet) return
      if (bytes === 0) {
        display.event({ type: 'stage', stage: 'reading, rows', done: rows }) // nobody knows how many come
        return
      }
      total ??= megabytes(paths.reduce((sum, path) => sum + sizeOf(path), 0))
      const done = megabytes(bytes)
      display.event({ type: 'stage', stage: 'reading, MB', done, total: Math.max(total, done) })
    },
    stop: () => display?.stop(),
  }
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
const megabytes = (bytes: number) => Math.round(bytes / 1e6)
