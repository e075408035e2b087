import { inOptions } from './option-words'
import { systemErrorOf } from './system-errors'

/** Exit codes of the command: `below` of a model that did not reach `--fail-below`; a signal's is 128 plus its number. */
export const exitCode = { done: 0, bug: 1, badInput: 2, below: 3, SIGINT: 130, SIGTERM: 143 } as const

const faults = new WeakSet<Error>()

/** An error that is the fault of what was given, not of the program: told in one line, exit code 2. */
export function badInput(message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause })
  faults.add(error)
  return error
}

/** Errors that JavaScript throws by itself, for mistakes in a program. */
const ofLanguage = [TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError]

/**
 * Runs what reads or checks the user's input, such as a library that is given it: what it throws is bad input, unless
 * JavaScript itself threw it, which is a fault of the program.
 */
export async function checkingInput<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isOfLibrary = error instanceof Error && !ofLanguage.some((kind) => error instanceof kind)
    if (isOfLibrary && !isBadInput(error)) throw badInput(inOptions(error.message), error)
    throw error
  }
}

/** Whether the input is to blame, or what the system refused: a full disk, a folder without permission. */
export function isBadInput(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return faults.has(error) || systemErrorOf(error) !== undefined || isBadInput(error.cause)
}

/** Whether there was not enough memory: for an array of JavaScript, or for the tensors of a backend. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && error.code === 'HVAMP_OUT_OF_MEMORY') return true
  // Node, V8 and Emscripten have no codes for it
  const text =
    /allocation failed|Invalid typed array length|Cannot enlarge memory|memory access out of bounds|Aborted\(|out of memory|\bOOM\b/i
  return text.test(error.message) || isOutOfMemory(error.cause)
}
