import { type RunningBackend, useBackend } from '@hvamp/backends'
import { checkingInput, isBadInput } from '../process/bad-input'
import { unfitHere } from '../process/unfit'
import type { BackendSettings } from '../settings/backend'

/** Starts the backend asked for; bad input if it is not to be had here. */
export async function startBackend({ backend, threads }: BackendSettings): Promise<RunningBackend> {
  try {
    return await checkingInput(() => useBackend(backend, threads === undefined ? {} : { threads }))
  } catch (error) {
    throw isBadInput(error) ? unfitHere('machine', (error as Error).message, error) : error
  }
}

/** What computes, in a few words. */
export function backendTitle({
  name,
  blas,
  adapter,
  tensorflow,
}: {
  readonly name: string
  readonly blas?: RunningBackend['blas'] | undefined
  readonly adapter?: string | undefined
  readonly tensorflow?: { readonly version: string; readonly threads?: number | undefined } | undefined
}): string {
  if (adapter) return `${name} (${adapter})`
  if (tensorflow) return `${name} (libtensorflow ${tensorflow.version}${threadsOf(tensorflow)})`
  return blas ? `${name} (${blas.library}${threadsOf(blas)})` : name
}

/** The number of threads, if it is known. */
function threadsOf({ threads }: { readonly threads?: number | undefined }): string {
  return threads ? `, ${threads} thread${threads === 1 ? '' : 's'}` : ''
}
