import { callAfter } from '@hvamp/random'
import type { Engine, Outcome, Question } from '../engine/engine'
import { unavailable } from '../engine/unavailable'
import type { ServedModel } from '../schemas/model'

/** Outcomes of questions that were asked as one, and the one model that gave them. */
export interface Answered {
  readonly model: ServedModel
  readonly outcomes: readonly Outcome[]
}

export interface MicroBatchOptions {
  /** The engine that answers now; undefined while there is none. */
  readonly engine: () => Engine | undefined
  /** Questions answered together at most, unless one request has more. */
  readonly size: number
  /** Milliseconds that an idle engine waits for company of the first question. */
  readonly window: number
  /** Questions that may wait at most. */
  readonly mostWaiting: number
  readonly onPass: (pass: { questions: number; seconds: number }) => void
  readonly onShed: (shed: { questions: number }) => void
}

/** Puts questions that come together before an engine together. */
export interface MicroBatches {
  /**
   * Outcomes of these questions, all from one model.
   *
   * @param options.signal gives up: questions that still wait are dropped
   * @throws `Unavailable` if too many wait already, or no engine is there
   */
  ask(questions: readonly Question[], options?: { signal?: AbortSignal | undefined }): Promise<Answered>
  /** Questions that no engine has yet. */
  readonly waiting: number
  /** Starts what an engine that has just come can take. */
  wake(): void
  /** Resolves when every question is answered. */
  drained(): Promise<void>
}

/** Questions of one request. */
interface Entry {
  readonly questions: readonly Question[]
  resolve(answered: Answered): void
  reject(reason: unknown): void
}

const longestPause = 30 // seconds that a client is asked to wait at most

/**
 * Micro-batches: while the engine computes, questions gather; when it is free, it takes those that wait, oldest first.
 *
 * Under load the batches grow by themselves, and one client alone waits for the window only.
 */
export function microBatches({
  engine,
  size,
  window,
  mostWaiting,
  onPass,
  onShed,
}: MicroBatchOptions): MicroBatches {
  const queue: Entry[] = []
  let waiting = 0
  let underWay = 0
  let isPlanned = false
  let secondsEach = 0.001 // of a question in the passes of late
  let onIdle: (() => void)[] = []

  function take(): Entry[] {
    let count = 0
    let end = 0
    while (end < queue.length && (end === 0 || count + queue[end]!.questions.length <= size)) {
      count += queue[end++]!.questions.length
    }
    waiting -= count
    return queue.splice(0, end)
  }

  async function pass(entries: readonly Entry[], by: Engine): Promise<void> {
    const questions = entries.flatMap((entry) => entry.questions)
    const began = performance.now()
    underWay++
    const result = await by.answer(questions).then(
      (outcomes) => ({ outcomes }),
      (reason: unknown) => ({ reason }),
    )
    underWay--
    start() // before the answers go out, so that the engine is not idle meanwhile
    if ('reason' in result) {
      for (const { reject } of entries) reject(result.reason)
    } else {
      const seconds = (performance.now() - began) / 1000
      secondsEach += 0.2 * (seconds / questions.length - secondsEach)
      onPass({ questions: questions.length, seconds })
      let from = 0
      for (const { questions, resolve } of entries) {
        resolve({ model: by.model, outcomes: result.outcomes.slice(from, from + questions.length) })
        from += questions.length
      }
    }
    settle()
  }

  function settle(): void {
    if (underWay > 0 || queue.length > 0) return
    for (const resolve of onIdle) resolve()
    onIdle = []
  }

  function start(): void {
    const by = engine()
    while (by && queue.length > 0 && underWay < by.parallel) void pass(take(), by)
  }

  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    const begin = () => {
      isPlanned = false
      start()
    }
    // Requests of one turn of the event loop go together in any case.
    if (window > 0) callAfter(window, begin)
    else setImmediate(begin)
  }

  return {
    ask(questions, { signal } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        if (!engine()) throw unavailable('no model is ready: ask again later', 1)
        if (waiting > 0 && waiting + questions.length > mostWaiting) {
          onShed({ questions: questions.length })
          const seconds = Math.min(longestPause, Math.max(1, Math.ceil(waiting * secondsEach)))
          throw unavailable(`at most ${mostWaiting} questions may wait, got ${waiting} already`, seconds)
        }
        const drop = () => {
          const place = queue.indexOf(entry)
          if (place >= 0) {
            queue.splice(place, 1)
            waiting -= questions.length
          }
          entry.reject(signal!.reason) // what is under way already ends unheard
          settle()
        }
        const settled =
          <T>(end: (result: T) => void) =>
          (result: T) => {
            signal?.removeEventListener('abort', drop)
            end(result)
          }
        const entry: Entry = { questions, resolve: settled(resolve), reject: settled(reject) }
        signal?.addEventListener('abort', drop, { once: true })
        queue.push(entry)
        waiting += questions.length
        if (underWay > 0 || waiting >= size) start()
        else plan()
      })
    },
    get waiting() {
      return waiting
    },
    wake: start,
    drained() {
      if (underWay === 0 && queue.length === 0) return Promise.resolve()
      return new Promise((resolve) => onIdle.push(resolve))
    },
  }
}
