import { expect } from 'vitest'
import { makeProgram } from './program'

/** Checks a line as a shell would give it to the command, without running it. */
export function understood(line: string): void {
  const [, name = '', ...args] = line
    .replace(/ >>? \S+$/, '') // where the shell writes the output
    .match(/'[^']*'|\S+/g)!
    .map((word) => word.replace(/^'(.*)'$/, '$1'))
  const command = makeProgram().commands.find((each) => each.name() === name)
  if (!command) throw new Error(`no command '${name}' in '${line}'`)
  const { operands, unknown } = command.parseOptions(args)
  expect({ line, unknown }).toEqual({ line, unknown: [] })
  const required = command.registeredArguments.filter((argument) => argument.required).length
  expect(operands.length, line).toBeGreaterThanOrEqual(required)
  if (command.registeredArguments.at(-1)?.variadic) return
  expect(operands.length, line).toBeLessThanOrEqual(command.registeredArguments.length)
}
