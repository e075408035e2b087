import { requireKnown } from '@hvamp/random'
import type { TableCoverage } from '@hvamp/rules'
import type { Engine, Question } from '../engine/engine'
import type { ServedModel } from '../schemas/model'
import { events, type ServiceEvent } from './events'
import { type Answered, microBatches } from './micro-batches'

export interface ServiceOptions<Opened extends Engine = Engine> {
  /** Opens the model to serve: called at the start, at each `reload`, and with an engine that was lost. */
  readonly open: (lost?: Opened) => Promise<Opened>
  /** Whether `open` would give the same model as the engine that answers: then `reload` keeps that one. */
  readonly isCurrent?: ((engine: Opened) => Promise<boolean>) | undefined
  /** Calls back when another model may be there, and gives what ends that. */
  readonly watch?: ((onChange: () => Promise<unknown>) => () => void) | undefined
  /** Questions answered together at most: 200 by default. */
  readonly batchSize?: number | undefined
  /** Milliseconds that an idle model waits for company of the first question: 0 by default. */
  readonly batchWindow?: number | undefined
  /** Questions that may wait at most: 2000 by default. */
  readonly mostWaiting?: number | undefined
}

/** How a reload ended. */
export type Reload =
  | { readonly result: 'swapped'; readonly model: ServedModel }
  | { readonly result: 'unchanged'; readonly model: ServedModel }
  | { readonly result: 'refused'; readonly reason: Error }

/** A model that answers until another one takes over, without a request lost in between. */
export interface Service {
  /** The model that answers now; undefined while a lost one is read again, and after `close`. */
  readonly model: ServedModel | undefined
  /** How the item table fits that model; undefined without one. */
  readonly coverage: TableCoverage | undefined
  /** The folder that it was read from, for logs; undefined if it was not. */
  readonly folder: string | undefined
  /** Why the last reload was refused; undefined if it was not. */
  readonly refused: Error | undefined
  /** Questions that no model has yet. */
  readonly waiting: number
  /**
   * Outcomes of these questions, all from one model.
   *
   * @param options.signal gives up: questions that still wait are dropped
   * @throws `Unavailable` if too many wait already, or no model is ready
   */
  ask(questions: readonly Question[], options?: { signal?: AbortSignal | undefined }): Promise<Answered>
  /** Opens the run in its present state. If that fails, the previous model keeps answering. One reload runs at a time. */
  reload(): Promise<Reload>
  /** Calls the listener with each event; gives what ends that. */
  listen(listener: (event: ServiceEvent) => void): () => void
  /** Answers what was asked, then frees the model. */
  close(): Promise<void>
}

const longestDelay = 30 // seconds between two attempts to read a lost model again

/**
 * Opens a model and answers with it.
 *
 * @throws if it cannot be opened
 */
export async function service<Opened extends Engine>(options: ServiceOptions<Opened>): Promise<Service> {
  requireKnown('service: options', options, {
    open: true,
    isCurrent: true,
    watch: true,
    batchSize: true,
    batchWindow: true,
    mostWaiting: true,
  })
  const {
    open,
    isCurrent = async () => false,
    watch = () => () => {},
    batchSize = 200,
    batchWindow = 0,
    mostWaiting = 2000,
  } = options
  const { emit, listen } = events()
  let engine: Opened | undefined
  let refused: Error | undefined
  let reloading: Promise<unknown> = Promise.resolve()
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  const batches = microBatches({
    engine: () => engine,
    size: batchSize,
    window: batchWindow,
    mostWaiting,
    onPass: (pass) => emit({ type: 'pass', ...pass }),
    onShed: (shed) => emit({ type: 'shed', ...shed }),
  })

  /** Lets another engine answer from now on; the one before ends what it has begun. */
  function use(next: Opened, seconds: number): void {
    const before = engine
    engine = next
    refused = undefined
    next.onLost((reason) => {
      if (engine !== next || isClosed) return
      engine = undefined
      emit({ type: 'lost', reason })
      reopen(next, 1)
    })
    emit({ type: 'swapped', from: before?.model, to: next.model, seconds })
    void before?.close()
    batches.wake()
  }

  /** Opens and uses; one at a time. */
  function replace(lost?: Opened): Promise<Reload> {
    const result = reloading.then(async (): Promise<Reload> => {
      if (isClosed) return { result: 'refused', reason: new Error('the service is closed') }
      try {
        if (engine && (await isCurrent(engine))) {
          refused = undefined
          return { result: 'unchanged', model: engine.model }
        }
        const began = performance.now()
        const next = await open(lost)
        if (isClosed) await next.close()
        else use(next, (performance.now() - began) / 1000)
        return { result: 'swapped', model: next.model }
      } catch (error) {
        refused = error as Error
        emit({ type: 'refused', reason: refused })
        return { result: 'refused', reason: refused }
      }
    })
    reloading = result
    return result
  }

  function reopen(lost: Opened, delay: number): void {
    retry = setTimeout(async () => {
      if (engine || isClosed) return
      const { result } = await replace(lost)
      if (result === 'refused' && !engine) reopen(lost, Math.min(longestDelay, 2 * delay))
    }, delay * 1000).unref()
  }

  const began = performance.now()
  use(await open(), (performance.now() - began) / 1000)
  const unwatch = watch(() => replace())
  return {
    get model() {
      return engine?.model
    },
    get coverage() {
      return engine?.coverage
    },
    get folder() {
      return engine?.folder
    },
    get refused() {
      return refused
    },
    get waiting() {
      return batches.waiting
    },
    ask: batches.ask,
    reload: () => replace(),
    listen,
    async close() {
      if (isClosed) return
      isClosed = true
      unwatch()
      clearTimeout(retry)
      await reloading
      if (engine) await batches.drained()
      const last = engine
      engine = undefined
      await last?.close()
    },
  }
}
