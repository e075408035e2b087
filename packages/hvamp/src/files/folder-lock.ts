import { setTimeout } from 'node:timers/promises'
import { badInput } from '../process/bad-input'
import { holdLockFile, lockFileHolder } from './lock-file'
import { isSocketHeld, listenFor, socketOf } from './lock-socket'

/**
 * Holds a folder, which need not exist, for this process alone until it ends, in whatever way.
 *
 * Two locks together: a local socket named after the folder, which the system closes even after a kill, and a file beside
 * the folder, `<folder>.hvamp-lock`, which also holds against processes that the socket does not reach: those of other
 * hosts and containers that share the disk.
 *
 * @param waits whether to wait for another process that holds it
 * @param name what is held, for errors, where that is not the folder
 * @throws bad input if another process holds it, naming its host
 */
export async function holdFolder(folder: string, { waits = false, name = folder } = {}): Promise<void> {
  while (!(await listenFor(folder))) {
    if (!waits) throw badInput(`${name}: must be used by one process at a time, got a second one`)
    await setTimeout(100)
  }
  for (;;) {
    const holder = await holdLockFile(folder)
    if (holder === undefined) return
    if (!waits) {
      throw badInput(
        `${name}: must be used by one process at a time, got process ${holder.process} on host ${holder.host} (${folder}.hvamp-lock)`,
      )
    }
    await setTimeout(1000)
  }
}

/** Holds a folder as `holdFolder` does, unless another process does. @returns whether this process holds it */
export async function holdIfFree(folder: string): Promise<boolean> {
  if (await isHeld(folder)) return false
  return (await listenFor(folder)) && (await holdLockFile(folder)) === undefined
}

/** Whether a process holds the folder. */
export async function isHeld(folder: string): Promise<boolean> {
  return (await isSocketHeld(socketOf(folder))) || (await lockFileHolder(folder)) !== undefined
}

/** Waits until no process holds the folder; the signal ends the wait. */
export async function folderFree(folder: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await isHeld(folder))) await setTimeout(100)
}
