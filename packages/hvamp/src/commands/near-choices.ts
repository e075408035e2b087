import { didYouMean } from '@hvamp/random'
import { type Argument, type Command, CommanderError, type Option } from 'commander'

/** Lets the error of an option or argument with choices name the one that was meant. */
export function nameNearChoices({ options, registeredArguments }: Command): void {
  for (const each of [...options, ...registeredArguments]) nameNear(each)
}

function nameNear(each: Option | Argument): void {
  const { argChoices: choices, parseArg: parse } = each
  if (!choices || !parse) return
  each.parseArg = <T>(value: string, previous: T): T => {
    try {
      return parse(value, previous)
    } catch (error) {
      if (error instanceof CommanderError) error.message += didYouMean(value, choices)
      throw error
    }
  }
}
