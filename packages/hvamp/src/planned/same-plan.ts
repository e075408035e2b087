import { badInput } from '../process/bad-input'

/**
 * Checks that a resumed folder of runs has the plan that it was begun with; data are the same by what is in them.
 *
 * @throws bad input, naming the first thing that differs
 */
export function requireSamePlan<Plan extends { readonly source: { readonly sha256: string } }>(
  folder: string,
  now: Plan,
  before: Plan,
): void {
  const [own, then] = [now, before].map(comparable)
  const names = new Set([...Object.keys(own!), ...Object.keys(then!)])
  for (const name of names) {
    const [got, expected] = [own, then].map((each) => JSON.stringify(each![name])?.slice(0, 200) ?? 'none')
    if (JSON.stringify(own![name]) !== JSON.stringify(then![name])) {
      throw badInput(`${folder}: ${name} must be as when it was begun, ${expected}, got ${got}`)
    }
  }
}

function comparable({ source, ...plan }: { readonly source: { readonly sha256: string } }) {
  return { ...plan, source: source.sha256 } as Readonly<Record<string, unknown>>
}
