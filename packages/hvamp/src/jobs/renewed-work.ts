import { type RunJob, runJob } from './run-job'

/** The work of a job that waits, for a later command: what that one does not give stays as an earlier one gave it. */
export function renewedWork(stored: unknown, work: RunJob): RunJob {
  const { data: before } = runJob.safeParse(stored)
  if (!before) return work
  const { extra, minutes, store, retries } = before
  return {
    ...(minutes !== undefined && { minutes }),
    ...(store !== undefined && { store }),
    ...work,
    extra: { ...extra, ...work.extra },
    retries: retries || work.retries,
  }
}

/** The options that a command gives, and that the stored work has otherwise or not at all, in words. */
export function otherOptions(stored: unknown, work: RunJob): string[] {
  const before = optionsOf(runJob.safeParse(stored).data)
  const given = Object.entries(optionsOf(work)).filter(([, value]) => value !== undefined)
  return given.filter(([name, value]) => before[name] !== value).map(([name]) => name)
}

function optionsOf({ extra, store, minutes }: Partial<RunJob> = {}): Readonly<Record<string, unknown>> {
  const { threads, backend } = extra ?? {}
  return { '--threads': threads, '--backend': backend, '--store': store, 'limit of minutes': minutes }
}
