import type { BackendName } from '@hvamp/backends'
import type { ServedModel } from '../schemas/model'
import type { Outcome, Question } from './engine'
import type { ItemTableFile } from './open-item-table'

/** What a thread is started with. */
export interface ThreadData {
  /** As `modelFolder` gives it. */
  readonly folder: string
  readonly backend: BackendName | 'auto'
  /** Threads of the BLAS. */
  readonly blasThreads: number
  readonly itemTable?: ItemTableFile | undefined
}

/** Questions on their way to a thread. */
export interface ToThread {
  readonly id: number
  readonly questions: readonly Question[]
}

/** What a thread says: once that it is ready or has failed, then one message for each that it got. */
export type FromThread =
  | { readonly model: ServedModel; readonly backend: BackendName }
  | { readonly failed: Error }
  | { readonly id: number; readonly outcomes: Outcome[] }
  | { readonly id: number; readonly error: Error }
