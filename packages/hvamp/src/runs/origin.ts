import { cpus } from 'node:os'
import type { RunningBackend } from '@hvamp/backends'
import { versions } from '../process/versions'
import type { RunConfig } from '../settings/run-config'

/** What a run that begins now is made with: programs, machine and backend. */
export function originOf(
  backend: RunningBackend,
): Pick<RunConfig, 'format' | 'version' | 'started' | 'versions' | 'machine' | 'backend'> {
  const [processor] = cpus()
  return {
    format: 'hvamp-run',
    version: 1,
    started: new Date().toISOString(),
    versions,
    machine: {
      system: `${process.platform} ${process.arch}`,
      processor: processor?.model.trim() ?? '',
      cores: cpus().length,
    },
    backend: {
      name: backend.name,
      ...(backend.blas && { blas: backend.blas }),
      ...(backend.adapter !== undefined && { adapter: backend.adapter }),
      ...(backend.tensorflow && { tensorflow: backend.tensorflow }),
    },
  }
}
