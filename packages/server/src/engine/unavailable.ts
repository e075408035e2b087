/** An error that passes: the same request may be answered in some seconds. */
export interface Unavailable extends Error {
  readonly code: 'HVAMP_UNAVAILABLE'
  /** Seconds to wait before asking again. */
  readonly retryAfter: number
}

/** Says that a request cannot be answered now. */
export function unavailable(message: string, retryAfter: number, cause?: unknown): Unavailable {
  return Object.assign(new Error(message, { cause }), { code: 'HVAMP_UNAVAILABLE', retryAfter } as const)
}

/** Whether an error passes by itself. */
export function isUnavailable(error: unknown): error is Unavailable {
  return error instanceof Error && (error as Partial<Unavailable>).code === 'HVAMP_UNAVAILABLE'
}
