import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { locateRun } from '../engine/open-run'

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

/**
 * Looks at a run, and at the file of its item table, again and again, for the system's own watching misses links that move and folders on other machines.
 *
 * @param before `watchedSignature` from before they were read, so that a change meanwhile is seen
 * @param seconds between two looks
 * @param onChange called when something is otherwise than at the look before, one call at a time
 * @returns what ends the watch
 */
export function watchRun(
  watched: Watched,
  before: string,
  seconds: number,
  onChange: () => Promise<unknown>,
): () => void {
  let seen = before
  let timer: NodeJS.Timeout
  let isOver = false
  const look = async () => {
    const now = await watchedSignature(watched)
    const isChange = now !== seen
    seen = now
    if (isChange && !isOver) await onChange()
    if (!isOver) timer = setTimeout(look, seconds * 1000).unref()
  }
  timer = setTimeout(look, 0).unref()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
