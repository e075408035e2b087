import { badInput } from '../process/bad-input'
import type { Options } from '../settings/option-arguments'

/** What plans have in common. */
interface PlanOfRuns {
  readonly data: string
  readonly source: { readonly sha256: string }
  readonly options: Options
}

/**
 * Checks that a resumed folder of runs has the plan that it was begun with; data are the same by what is in them.
 *
 * @throws bad input, naming the first thing that differs
 */
export function requireSamePlan<Plan extends PlanOfRuns>(folder: string, now: Plan, before: Plan): void {
  const [own, then] = [now, before].map(comparable)
  const names = new Set([...Object.keys(own!), ...Object.keys(then!)])
  for (const name of names) {
    const [got, expected] = [own, then].map((each) => inWords(each![name]).slice(0, 200))
    if (JSON.stringify(own![name]) !== JSON.stringify(then![name])) {
      throw badInput(
        `${folder}: ${name} must be as when it was begun, ${expected}, got ${got}: choose another --out, or --resume it`,
      )
    }
  }
}

/** `hidden 300, layers 2` of options, the names of trials; the JSON of what is nested deeper. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.length > 0 && value.every(isNamed))
    return value.map(({ name }) => name).join(', ')
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = isRecord ? Object.entries(value) : []
  if (!isRecord || entries.some(([, each]) => typeof each === 'object'))
    return JSON.stringify(value) ?? 'none'
  return entries.map(([name, each]) => `${name} ${each}`).join(', ') || 'none'
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

/** A plan without the place of its data. */
function comparable({ source, options, ...plan }: PlanOfRuns) {
  const { dataFolder: _, ...own } = options
  return { ...plan, options: own, data: source.sha256 } as Readonly<Record<string, unknown>>
}
