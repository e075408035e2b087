import type { Command } from 'commander'

/** Names a required option that is missing after an unknown one, not before: what was mistyped may be the required one. */
export function requireOptionsLast(command: Command): void {
  const required = command.options.filter(({ mandatory }) => mandatory)
  for (const option of required) option.mandatory = false
  command.hook('preAction', () => {
    const missing = required.find((option) => command.getOptionValue(option.attributeName()) === undefined)
    if (!missing) return
    command.error(`error: required option '${missing.flags}' not specified`, {
      code: 'commander.missingMandatoryOptionValue',
    })
  })
}
