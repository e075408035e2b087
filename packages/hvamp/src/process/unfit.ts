import { badInput } from './bad-input'

/**
 * What is lacking here that another time or another machine may have: the same data; a version, a backend, memory; or a new folder,
 * where another process made it meanwhile.
 */
export type Lack = 'data' | 'machine' | 'folder'

const lacks = new WeakMap<Error, Lack>()

/** Bad input that another machine, or another time, may take. */
export function unfitHere(lack: Lack, message: string, cause?: unknown): Error {
  const error = badInput(message, cause)
  lacks.set(error, lack)
  return error
}

/** What this machine lacks, of an error that another one may not have. */
export function lackOf(error: unknown): Lack | undefined {
  return error instanceof Error ? (lacks.get(error) ?? lackOf(error.cause)) : undefined
}
