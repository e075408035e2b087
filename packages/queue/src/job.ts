/** Work for one worker, described by a value that JSON can hold. */
export interface Job {
  /** Names the work: a queue holds no two jobs of one id. Letters, digits and hyphens. */
  readonly id: string
  readonly work: unknown
}

/** Why a worker left a job to the other workers. */
export interface Refusal {
  readonly worker: string
  readonly reason: string
}

/** How far a job is. */
export type JobState =
  /** It was never added, was removed, or the server lost it. */
  | { readonly state: 'missing' }
  | { readonly state: 'waiting'; readonly refusals: readonly Refusal[] }
  /** A worker has it; `report` is what that worker said last, if it said anything. */
  | {
      readonly state: 'working'
      readonly worker: string
      readonly report?: unknown
      readonly refusals: readonly Refusal[]
    }
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly reason: string }

/** How the work on a job ended. */
export type WorkOutcome =
  | { readonly outcome: 'done'; readonly result: unknown }
  /** No worker is to try again. */
  | { readonly outcome: 'failed'; readonly reason: string }
  /** This worker cannot do it, another may. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The signal came: unless the job was cancelled, the next worker may have it at once. */
  | { readonly outcome: 'stopped' }
