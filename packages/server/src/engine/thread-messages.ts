import type { BackendName } from '@hvamp/backends'
import type { UndecidedError } from '@hvamp/data'
import type { TableCoverage } from '@hvamp/rules'
import type { ServedModel } from '../schemas/model'
import type { Outcome, Question } from './engine'
import type { ItemTableSource } from './open-item-table'
import type { LocatedRun } from './open-run'
import type { TableShape } from './table-shape'

/** What a thread is started with. */
export interface ThreadData {
  readonly located: LocatedRun
  readonly backend: BackendName | 'auto'
  /** Threads of the BLAS. */
  readonly blasThreads: number
  readonly itemTable?: ItemTableSource | undefined
}

/** Questions on their way to a thread, or that what it reads is not wanted any more. */
export type ToThread = { readonly id: number; readonly questions: readonly Question[] } | 'give up'

/** What a thread says of itself once it is ready. */
export interface ThreadReady {
  readonly model: ServedModel
  readonly backend: BackendName
  /** How the item table, where there is one, fits the model. */
  readonly coverage?: TableCoverage | undefined
  readonly shape?: TableShape | undefined
}

/** What a thread says: once that it is ready or has failed, then one message for each that it got. */
export type FromThread =
  | ThreadReady
  /** An error loses what it has beside its message on the way between threads: what settles a reader's question goes apart. */
  | { readonly failed: Error; readonly question?: Omit<UndecidedError, keyof Error> | undefined }
  | { readonly id: number; readonly outcomes: Outcome[] }
  | { readonly id: number; readonly error: Error }
