/** Exit codes of the command; a signal's is 128 plus its number. */
export const exitCode = { done: 0, bug: 1, badInput: 2, SIGINT: 130, SIGTERM: 143 } as const

const faults = new WeakSet<Error>()

/** An error that is the fault of what was given, not of the program: told in one line, exit code 2. */
export function badInput(message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause })
  faults.add(error)
  return error
}

/**
 * Runs what reads or checks the user's input.
 *
 * Libraries throw a plain `Error` about what they are given: it becomes bad input. A `TypeError` and the like is a
 * fault of the program and stays what it is.
 */
export async function checkingInput<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && error.constructor === Error && !isBadInput(error)) {
      throw badInput(error.message, error)
    }
    throw error
  }
}

/** Whether the input is to blame, or what the system refused: a full disk, a folder without permission. */
export function isBadInput(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return faults.has(error) || 'syscall' in error || (error.constructor === Error && isBadInput(error.cause))
}

/** Whether more memory was asked for than there is: in one piece by JavaScript, or for tensors by wasm. */
export function isOutOfMemory(error: unknown): boolean {
  const text = /allocation failed|Invalid typed array length|Cannot enlarge memory|out of memory|\bOOM\b/i
  return error instanceof Error && text.test(error.message)
}
