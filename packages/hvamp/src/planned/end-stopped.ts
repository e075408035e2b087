import type { Output } from '../terminal/output'

/** What a queue of runs that was stopped leaves. */
export interface Stopped {
  readonly folder: string
  /** The exit code of what stopped it. */
  readonly code: number
  /** How to go on. */
  readonly resume: string
}

/** Says that runs were stopped and how to go on, and ends with the exit code of what stopped them. */
export function endStopped({ folder, code, resume }: Stopped, out: Output): void {
  out.note(`stopped; ${resume}`)
  out.emit({ event: 'interrupted', folder })
  process.exitCode = code
}
