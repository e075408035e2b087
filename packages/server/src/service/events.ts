import type { ServedModel } from '../schemas/model'

/** What happens in a service, for metrics and logs. */
export type ServiceEvent =
  /** Questions were answered together. */
  | { readonly type: 'pass'; readonly questions: number; readonly seconds: number }
  /** A request was turned away, for too many wait already. */
  | { readonly type: 'shed'; readonly questions: number }
  /** Another model answers from now on. */
  | {
      readonly type: 'swapped'
      readonly from: ServedModel | undefined
      readonly to: ServedModel
      readonly seconds: number
    }
  /** The new state of the run or the item table is not served; the previous model keeps answering. */
  | {
      readonly type: 'refused'
      readonly reason: Error
      /** Whether `reload` with `force` takes it all the same. */
      readonly isForceable: boolean
    }
  /** The model ended by itself, and is read again. */
  | { readonly type: 'lost'; readonly reason: Error }

/** Listeners to events. */
export interface Events {
  emit(event: ServiceEvent): void
  /** Calls the listener with each event; gives what ends that. */
  listen(listener: (event: ServiceEvent) => void): () => void
}

/** Events without a listener yet. */
export function events(): Events {
  const listeners = new Set<(event: ServiceEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
