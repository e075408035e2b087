import { badInput } from './bad-input'

/** What another machine may have that this one lacks: the same data; or the version, the backend, the memory. */
export type Lack = 'data' | 'machine'

const lacks = new WeakMap<Error, Lack>()

/** Bad input that another machine may take. */
export function unfitHere(lack: Lack, message: string, cause?: unknown): Error {
  const error = badInput(message, cause)
  lacks.set(error, lack)
  return error
}

/** What this machine lacks, of an error that another one may not have. */
export function lackOf(error: unknown): Lack | undefined {
  return error instanceof Error ? (lacks.get(error) ?? lackOf(error.cause)) : undefined
}
