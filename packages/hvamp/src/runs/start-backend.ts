import { type RunningBackend, useBackend } from '@hvamp/backends'
import { checkingInput } from '../process/bad-input'
import type { BackendSettings } from '../settings/backend'

/** Starts the backend asked for; bad input if it is not to be had here. */
export async function startBackend({ backend, threads }: BackendSettings): Promise<RunningBackend> {
  return checkingInput(() => useBackend(backend, threads === undefined ? {} : { threads }))
}

/** What computes, in a few words. */
export function backendTitle({
  name,
  blas,
  adapter,
}: {
  readonly name: string
  readonly blas?: RunningBackend['blas'] | undefined
  readonly adapter?: string | undefined
}): string {
  if (adapter) return `${name} (${adapter})`
  if (!blas) return name
  const threads = blas.threads > 0 ? `, ${blas.threads} thread${blas.threads === 1 ? '' : 's'}` : ''
  return `${name} (${blas.library}${threads})`
}
