import { z } from 'zod'

const count = (what: string, preset: number) =>
  z.int('must be a positive integer').min(1, 'must be a positive integer').default(preset).describe(what)

/** What a request may ask for at most; every limit has a default. */
export const limitsSchema = z.strictObject({
  count: count('items in a list', 200),
  history: count('items in a history', 5000),
  histories: count('histories in one request', 200),
  explained: count('items explained in one request', 20),
  explainedHistory: count('items of a history that is explained, for each may cost a pass of the model', 500),
  comparisons: count('comparisons in the rules of a request, values of `in` counted too', 1000),
  id: count('characters of an id', 10_000),
  body: count('bytes of a body', 1 << 20),
  timeout: count('milliseconds until a request without an answer gets 503', 10_000),
})

/** Limits as a caller gives them. */
export type LimitOptions = z.input<typeof limitsSchema>

/** Limits with defaults filled in. */
export type Limits = z.output<typeof limitsSchema>
