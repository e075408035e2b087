import type { Command } from 'commander'
import { badInput } from '../process/bad-input'

/** What the user gave, by name of the option; what is a default is not in it. */
export function givenOptions(command: Command): Map<string, unknown> {
  const given = new Map<string, unknown>()
  for (const [name, value] of Object.entries(command.opts())) {
    if (command.getOptionValueSource(name) === 'cli') given.set(name, value)
  }
  return given
}

/**
 * Refuses options that a run to be resumed was not begun with.
 *
 * @param options of the run
 */
export function refuseConflicts(
  given: ReadonlyMap<string, unknown>,
  options: Readonly<Record<string, unknown>>,
  run: string,
): void {
  for (const [name, value] of given) {
    if (name in options && options[name] !== value) {
      throw badInput(
        `${flag(name)}: must be ${options[name]} as when ${run} was begun, or left out, got ${value}`,
      )
    }
  }
}

/** atLeast as --at-least. */
export function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
