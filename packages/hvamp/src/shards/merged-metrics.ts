import { join } from 'node:path'
import { ascendingOrder } from '@hvamp/data'
import { summarize } from '@hvamp/metrics'
import type { Evaluation } from '@hvamp/models'
import { fileLines } from '../files/file-lines'
import { badInput } from '../process/bad-input'
import type { AllParts } from './all-parts'
import { addShown, measuredUser } from './measured-user'

/** How a model does on the users of all parts. */
export interface MergedMetrics {
  readonly evaluation: Evaluation
  /** How many of them have ids that training users have; undefined where it is not known. */
  readonly trained: number | undefined
  /** Whether they are the test users of the run, of whom none did. */
  readonly isOfRun: boolean
}

/**
 * The metrics over the users of all parts, as one process computes them, to the last bit: in the order of their split, of users in
 * files in ascending order of their ids.
 */
export async function mergedMetrics({ folder, job, parts }: AllParts): Promise<MergedMetrics> {
  const users: string[] = []
  const places: number[] = []
  const values: number[][] = []
  const names = String(job.options.metrics)
    .split(',')
    .map((name) => name.trim())
  for (const { part } of parts) {
    for await (const line of fileLines(join(folder, part.file))) {
      const { user, place, metrics } = measuredUser.parse(JSON.parse(line))
      users.push(user)
      if (place !== undefined) places.push(place)
      values.push(names.map((name) => metrics[name]!))
    }
  }
  if (users.length === 0) {
    throw badInput(`${folder}: some user must have something held out that the model knows, got nobody`)
  }
  const shownItems = new Uint8Array(Number(job.options.items))
  const blocks = parts.flatMap((part) => part.blocks)
  for (const { more } of blocks) addShown(String(more.shown), shownItems)
  const order =
    places.length === users.length
      ? Int32Array.from(users.keys()).sort((a, b) => places[a]! - places[b]!)
      : ascendingOrder(users)
  const metrics = names.map((name, metric) => {
    const perUser = Float64Array.from(order, (user) => values[user]![metric]!)
    return [name, { ...summarize(perUser), perUser }] as const
  })
  const itemCoverage = shownItems.reduce((covered, shown) => covered + shown, 0) / shownItems.length
  const isKnown = blocks.every(({ more }) => typeof more.trained === 'number')
  return {
    evaluation: { metrics: Object.fromEntries(metrics), userCount: users.length, itemCoverage, shownItems },
    trained: isKnown ? blocks.reduce((sum, { more }) => sum + Number(more.trained), 0) : undefined,
    isOfRun: job.options.ofRun === true,
  }
}
