import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { callAfter } from '@hvamp/random'
import { locateRun } from '../engine/open-run'
import type { Reload } from './service'

/**
 * What tells the files of a run from those of another: the folder behind its links, and name, size and time of each file.
 *
 * A run that has no model has the error's message instead, so that its coming back is a change too.
 */
async function signatureOf(run: () => Promise<string>): Promise<string> {
  try {
    const { folder } = await locateRun(await run())
    const names = (await readdir(folder)).sort()
    const files = await Promise.all(
      names.map(async (name) => `${name} ${await fileSignature(join(folder, name))}`),
    )
    return [folder, ...files].join('\n')
  } catch (error) {
    return (error as Error).message
  }
}

/** What tells a file from what it was before. */
export async function fileSignature(path: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(path)
    return `${size} ${mtimeMs} ${ino}`
  } catch (error) {
    return (error as Error).message
  }
}

/** What is watched. */
export interface Watched {
  readonly run: () => Promise<string>
  /** The file of the item table, if there is one. */
  readonly itemTable?: string | undefined
}

/** What tells a run and its item table from what they were before. */
export async function watchedSignature({ run, itemTable }: Watched): Promise<string> {
  return `${await signatureOf(run)}\n${itemTable && (await fileSignature(itemTable))}`
}

const longestPause = 300_000 // milliseconds between two tries of the same state

/**
 * Looks at a run, and at the file of its item table, again and again, for the system's own watching misses links that move and folders on other machines.
 *
 * What was refused is tried again as it is, for the reason may be one that passes, such as a database out of reach or half filled: after one
 * look, then half as often each time.
 *
 * @param before `watchedSignature` from before they were read, so that a change meanwhile is seen
 * @param seconds between two looks
 * @param onChange called when something is otherwise than at the look before, or again, one call at a time
 * @returns what ends the watch
 */
export function watchRun(
  watched: Watched,
  before: string,
  seconds: number,
  onChange: (isAgain: boolean) => Promise<Reload>,
): () => void {
  const interval = seconds * 1000
  let seen = before
  let pause = interval
  let due = Number.POSITIVE_INFINITY // when what was refused is tried again
  let isOver = false
  const look = async () => {
    const now = await watchedSignature(watched)
    const isChange = now !== seen
    seen = now
    if ((isChange || performance.now() >= due) && !isOver) {
      const reload = await onChange(!isChange)
      pause = isChange ? interval : Math.max(interval, Math.min(longestPause, 2 * pause))
      due = reload.result === 'refused' ? performance.now() + pause : Number.POSITIVE_INFINITY
    }
    if (!isOver) end = callAfter(interval, look, { unref: true })
  }
  let end = callAfter(0, look, { unref: true })
  return () => {
    isOver = true
    end()
  }
}
