import { setTimeout } from 'node:timers/promises'
import { isStoreError } from '../stores/object-store'
import type { StoredRun } from '../stores/stored-run'

/** Puts a run into an object store while it is made. */
export interface RunKeeper {
  /** A checkpoint was written: it is put in the background, the last one where several come meanwhile. */
  changed(): void
  /**
   * Puts the run as it is now, again until the store has it, or the signal comes.
   *
   * @returns whether the store has it
   * @throws if the folder cannot be read
   */
  finish(signal: AbortSignal): Promise<boolean>
  /** Ends what is going on in the background. */
  stop(): Promise<void>
}

const longest = 60_000 // milliseconds between tries

/** @param onSilence called with the reason when the store does not answer, and without one when it does again */
export function keepRun(
  run: Pick<StoredRun, 'put'>,
  folder: string,
  { onSilence, pause = 1_000 }: { onSilence(reason: string | undefined): void; pause?: number },
): RunKeeper {
  const stopped = new AbortController()
  let isBehind = false
  let working: Promise<void> | undefined

  async function work(signal: AbortSignal): Promise<void> {
    let isSilent = false
    for (let wait = pause; isBehind && !signal.aborted; ) {
      isBehind = false
      try {
        await run.put(folder)
        if (isSilent) onSilence(undefined)
        isSilent = false
        wait = pause
      } catch (error) {
        isBehind = true
        if (!isStoreError(error)) throw error
        if (!isSilent) onSilence(error.message)
        isSilent = true
        await setTimeout(wait, undefined, { signal }).catch(() => {})
        wait = Math.min(2 * wait, longest)
      }
    }
  }

  async function stop(): Promise<void> {
    stopped.abort()
    await working
  }

  return {
    changed() {
      isBehind = true
      working ??= work(stopped.signal)
        .catch(() => {}) // the folder is seen again after the next checkpoint, and at the end
        .finally(() => {
          working = undefined
        })
    },
    async finish(signal) {
      await stop()
      isBehind = true
      await work(signal)
      return !isBehind
    },
    stop,
  }
}
