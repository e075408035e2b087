import { basename } from 'node:path'
import type { DownloadProgress } from '@hvamp/data/node'
import { SingleBar } from 'cli-progress'
import { barLook } from './bar-look'
import { hasBars } from './has-bars'
import type { Output } from './output'

const everySeconds = 5 // a line, where there is no terminal
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** Shows how far a download has come. */
export interface DownloadDisplay {
  progress(progress: DownloadProgress): void
  stop(): void
}

/** A bar on a terminal, a line now and then elsewhere. */
export function downloadDisplay(out: Output): DownloadDisplay {
  return hasBars() && !out.json ? bar() : lines(out)
}

function bar(): DownloadDisplay {
  const shown = new SingleBar({ ...barLook, gracefulExit: true })
  let path: string | undefined
  return {
    progress(progress) {
      const text = inWords(progress)
      if (path !== progress.path) shown.start(progress.total ?? 0, progress.bytes, { text })
      path = progress.path
      shown.setTotal(progress.total ?? 0)
      shown.update(progress.bytes, { text })
    },
    stop() {
      if (path !== undefined) shown.stop()
    },
  }
}

function lines(out: Output): DownloadDisplay {
  let last = performance.now()
  return {
    progress(progress) {
      const now = performance.now()
      if (now - last < 1000 * everySeconds && progress.bytes !== progress.total) return
      last = now
      out.note(inWords(progress))
      out.emit({ event: 'progress', ...progress })
    },
    stop: () => {},
  }
}

function inWords({ path, bytes, total }: DownloadProgress): string {
  const of = total === undefined ? '' : ` of ${megabytes(total)}`
  return `${basename(path)}: ${megabytes(bytes)}${of}`
}
