import { requireKnown } from '@hvamp/random'
import type { TableCoverage } from '@hvamp/rules'
import type { Engine, Question } from '../engine/engine'
import type { ServedModel } from '../schemas/model'
import { events, type ServiceEvent } from './events'
import { type Answered, microBatches } from './micro-batches'

export interface ServiceOptions<Opened extends Engine = Engine> {
  /**
   * Opens the model to serve: called at the start, at each `reload`, and with an engine that was lost. The signal is aborted when the
   * service closes, which waits until it has ended.
   */
  readonly open: (lost?: Opened, signal?: AbortSignal) => Promise<Opened>
  /** Whether `open` would give the same model as the engine that answers: then `reload` keeps that one. */
  readonly isCurrent?: ((engine: Opened) => Promise<boolean>) | undefined
  /** Why what was opened may not take over from the engine that answers, unless it is forced to; undefined if it may. */
  readonly misfit?: ((before: Opened, next: Opened) => Error | undefined) | undefined
  /**
   * Calls back when another model may be there, and gives what ends that. It may call again for the same state after a refusal:
   * with `isAgain`, an equal one is no event.
   */
  readonly watch?: ((onChange: (isAgain?: boolean) => Promise<Reload>) => () => void) | undefined
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
  | {
      readonly result: 'refused'
      readonly reason: Error
      /** Whether `reload` with `force` takes it all the same. */
      readonly isForceable: boolean
    }

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
  /** Since when another model is being opened, such as with an item table of a database that does not answer; undefined if none is. */
  readonly openingSince: Date | undefined
  /** Questions that no model has yet. */
  readonly waiting: number
  /**
   * Outcomes of these questions, all from one model.
   *
   * @param options.signal gives up: questions that still wait are dropped
   * @throws `Unavailable` if too many wait already, or no model is ready
   */
  ask(questions: readonly Question[], options?: { signal?: AbortSignal | undefined }): Promise<Answered>
  /**
   * Opens the run in its present state. If that fails, the previous model keeps answering. One reload runs at a time.
   *
   * @param options.force also takes an item table of another shape than the one before: fewer columns, other types, half of the rows
   */
  reload(options?: { readonly force?: boolean }): Promise<Reload>
  /** Calls the listener with each event; gives what ends that. */
  listen(listener: (event: ServiceEvent) => void): () => void
  /** Answers what was asked, then frees the model. One that is being opened is given up. */
  close(): Promise<void>
}

/** What replaces a model: after one that was lost, or whether it fits or not. */
interface Replacement<Opened extends Engine> {
  readonly lost?: Opened
  readonly force?: boolean | undefined
  /** Whether it was refused before. */
  readonly isAgain?: boolean | undefined
}

const closed = (): Reload => ({
  result: 'refused',
  reason: new Error('the service is closed'),
  isForceable: false,
})

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
    misfit: true,
    watch: true,
    batchSize: true,
    batchWindow: true,
    mostWaiting: true,
  })
  const {
    open,
    isCurrent = async () => false,
    misfit = () => undefined,
    watch = () => () => {},
    batchSize = 200,
    batchWindow = 0,
    mostWaiting = 2000,
  } = options
  const { emit, listen } = events()
  let engine: Opened | undefined
  let refused: Error | undefined
  let openingSince: Date | undefined
  let reloading: Promise<unknown> = Promise.resolve()
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  const ending = new AbortController()
  const leaving = new Set<Promise<unknown>>() // engines that end what they have begun
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
      leave(next)
      emit({ type: 'lost', reason })
      reopen(next, 1)
    })
    emit({ type: 'swapped', from: before?.model, to: next.model, seconds })
    if (before) leave(before)
    batches.wake()
  }

  /** Lets an engine end what it has begun, and frees it: also one that was lost, for it may have other threads. */
  function leave(last: Engine): void {
    const left = last.close().finally(() => leaving.delete(left))
    leaving.add(left)
  }

  /** Opens and uses; one at a time. */
  function replace({ lost, force = false, isAgain = false }: Replacement<Opened> = {}): Promise<Reload> {
    const result = reloading.then(async (): Promise<Reload> => {
      if (isClosed) return closed()
      try {
        if (engine && (await isCurrent(engine))) {
          refused = undefined
          return { result: 'unchanged', model: engine.model }
        }
        const began = performance.now()
        openingSince = new Date()
        const next = await open(lost, ending.signal)
        const reason = engine && !force ? misfit(engine, next) : undefined
        if (reason || isClosed) await next.close()
        else use(next, (performance.now() - began) / 1000)
        return reason
          ? refuse(reason, { isForceable: true, isAgain })
          : { result: 'swapped', model: next.model }
      } catch (error) {
        return isClosed ? closed() : refuse(error as Error, { isForceable: false, isAgain })
      } finally {
        openingSince = undefined
      }
    })
    reloading = result
    return result
  }

  function refuse(
    reason: Error,
    { isForceable, isAgain }: { readonly isForceable: boolean; readonly isAgain: boolean },
  ): Reload {
    const isNews = !isAgain || refused?.message !== reason.message
    refused = reason
    if (isNews) emit({ type: 'refused', reason, isForceable })
    return { result: 'refused', reason, isForceable }
  }

  function reopen(lost: Opened, delay: number): void {
    retry = setTimeout(async () => {
      if (engine || isClosed) return
      const { result } = await replace({ lost })
      if (result === 'refused' && !engine) reopen(lost, Math.min(longestDelay, 2 * delay))
    }, delay * 1000).unref()
  }

  const began = performance.now()
  use(await open(), (performance.now() - began) / 1000)
  const unwatch = watch((isAgain) => replace({ isAgain }))
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
    get openingSince() {
      return openingSince
    },
    get waiting() {
      return batches.waiting
    },
    ask: batches.ask,
    reload: ({ force } = {}) => replace({ force }),
    listen,
    async close() {
      if (isClosed) return
      isClosed = true
      unwatch()
      clearTimeout(retry)
      ending.abort()
      await reloading
      if (engine) await batches.drained()
      const last = engine
      engine = undefined
      await last?.close()
      await Promise.all(leaving)
    },
  }
}
