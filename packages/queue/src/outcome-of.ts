import type { WorkOutcome } from './job'

/** What is known of an outcome. */
const outcomes: Readonly<Record<WorkOutcome['outcome'], true>> = {
  done: true,
  failed: true,
  refused: true,
  stopped: true,
}

/** The outcome of work as a server can store it: work that throws, that gives no outcome, or a result that JSON cannot hold, has failed. */
export async function outcomeOf(work: () => Promise<WorkOutcome>): Promise<WorkOutcome> {
  try {
    const given = await work()
    if (!Object.hasOwn(outcomes, given.outcome)) {
      const known = Object.keys(outcomes).join(', ')
      return failed(`the outcome must be one of ${known}, got '${given.outcome}'`)
    }
    const noJson = given.outcome === 'done' ? whyNoJson(given.result) : undefined
    return noJson === undefined
      ? given
      : failed(`the result must be a value that JSON can hold, got one that it cannot: ${noJson}`)
  } catch (error) {
    return failed(reasonOf(error))
  }
}

const failed = (reason: string): WorkOutcome => ({ outcome: 'failed', reason })

function whyNoJson(result: unknown): string | undefined {
  try {
    JSON.stringify(result)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** What was thrown, in words. */
const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message || thrown.name : String(thrown)
