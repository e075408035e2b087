import { type RunningBackend, useBackend } from '@hvamp/backends'
import type { BackendSettings } from './backend-options'
import { checkingInput } from './exit'

/** Starts the backend asked for; bad input if it is not to be had here. */
export async function startBackend({ backend, threads }: BackendSettings): Promise<RunningBackend> {
  return checkingInput(() => useBackend(backend, threads === undefined ? {} : { threads }))
}

/** What computes, in a few words. */
export function backendTitle({
  name,
  blas,
}: {
  readonly name: string
  readonly blas?: RunningBackend['blas'] | undefined
}): string {
  if (!blas) return name
  const threads = blas.threads > 0 ? `, ${blas.threads} thread${blas.threads === 1 ? '' : 's'}` : ''
  return `${name} (${blas.library}${threads})`
}
