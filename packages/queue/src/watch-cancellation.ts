import type { StoredQueue } from './bullmq'

const look = 2_000 // milliseconds between looks

/**
 * Looks every now and then whether a job was cancelled.
 *
 * @returns what ends the watch
 */
export function watchCancellation(stored: StoredQueue, id: string, onCancelled: () => void): () => void {
  const timer = setInterval(async () => {
    const job = await stored.getJob(id).catch(() => undefined) // the server does not answer now
    if (job?.data.isCancelled) onCancelled()
  }, look)
  return () => clearInterval(timer)
}
