import type { Command, Option } from 'commander'
import { isRepeatable } from '../flags/repeatable'
import { badInput } from '../process/bad-input'

/** Refuses an option that is given twice, or with its opposite, of which commander would take the last. */
export function requireGivenOnce(command: Command): void {
  const given = new Map<string, { readonly option: Option; readonly value: string | null | undefined }>()
  for (const option of command.options) {
    if (isRepeatable(option)) continue
    command.on(`option:${option.name()}`, (value?: string | null) => {
      const before = given.get(option.attributeName())
      if (before) requireSame(option, before.option, [before.value, value])
      given.set(option.attributeName(), { option, value })
    })
  }
}

/** @throws unless both are one option without a value, such as --json */
function requireSame(option: Option, before: Option, values: readonly (string | null | undefined)[]): void {
  if (before !== option) throw badInput(`${option.long}: must come without ${before.long}, got both`)
  if (values.every((value) => value == null)) return
  throw badInput(
    `${option.long}: must be given once, got ${values.map((value) => value ?? 'none').join(' and ')}`,
  )
}
