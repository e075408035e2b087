import { setImmediate } from 'node:timers/promises'
import type { Engine, Outcome, Question } from './engine'

/** An engine of tests: recommends `version` with the question's count as score, and counts what it is asked. */
export interface StandIn extends Engine {
  /** Sizes of the calls so far. */
  readonly calls: number[]
  readonly isClosed: boolean
  /** Lets calls end; until then they wait. */
  release(): void
  /** Ends the engine as a crash would. */
  lose(): void
}

export function standIn(
  version: string,
  { held = false, parallel = 1 }: { held?: boolean; parallel?: number } = {},
): StandIn {
  const calls: number[] = []
  const listeners: ((reason: Error) => void)[] = []
  let isClosed = false
  let release = () => {}
  const gate = held ? new Promise<void>((resolve) => (release = resolve)) : undefined
  let underWay: Promise<unknown> = Promise.resolve()
  return {
    model: { name: 'stand-in', version, run: `run-${version}`, items: 3 },
    parallel,
    calls,
    get isClosed() {
      return isClosed
    },
    answer(questions: readonly Question[]) {
      if (isClosed) throw new Error(`${version} is closed`)
      calls.push(questions.length)
      const answers = (gate ?? setImmediate()).then(() =>
        questions.map((each) => {
          if (each.kind !== 'recommend') throw new Error(`recommend expected, got ${each.kind}`)
          const items = [{ item: version, score: each.count }]
          return { answer: { basis: 'history' as const, items, unknownItems: each.history } }
        }),
      )
      underWay = Promise.all([underWay, answers])
      return answers
    },
    onLost: (listener) => void listeners.push(listener),
    async close() {
      await underWay
      isClosed = true
    },
    release,
    lose() {
      for (const listener of listeners) listener(new Error(`${version} crashed`))
    },
  }
}

/** A question that is told from others by its count. */
export function question(count: number): Question<'recommend'> {
  return { kind: 'recommend', history: [String(count)], count, seen: 'exclude', fallback: 'popular' }
}

/** The only item that a stand-in recommends: its version, and the count that was asked for. */
export function answerOf(outcome: Outcome): { item: string; score: number } {
  if (!('answer' in outcome)) throw new Error(outcome.refusal)
  if (!('basis' in outcome.answer)) throw new Error('a list expected')
  return outcome.answer.items[0]!
}
