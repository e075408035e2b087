import { CommanderError } from 'commander'
import { exitCode, isBadInput, isOutOfMemory } from '../process/bad-input'
import { messageInWords } from '../process/system-errors'
import { version } from '../process/version'
import { printable } from '../terminal/printable'

const ONE_PATTERN = " Several files of data are one argument, a pattern in quotes: 'days/*.csv'"

/**
 * Says on stderr what went wrong: one line where the input is to blame, else also where it came from.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, { debug }: { debug: boolean }): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.done // help or version
    if (error.code === 'commander.help') return exitCode.badInput // no command: the help was shown
    const hint = error.code === 'commander.excessArguments' ? ONE_PATTERN : ''
    say(`${error.message.replace(/^error: /, '')}${hint}`)
    return exitCode.badInput
  }
  if (error instanceof Error && (isOutOfMemory(error) || isBadInput(error))) {
    say(isBadInput(error) ? messageInWords(error) : `must fit in the memory, got '${error.message}'`)
    if (debug) console.error(error)
    return exitCode.badInput
  }
  console.error(error)
  say(
    `this is a fault of hvamp ${version} (Node ${process.versions.node}, ${process.platform} ${process.arch}): please report it with the lines above`,
  )
  return exitCode.bug
}

/** One line, in which nothing steers the terminal. */
function say(message: string): void {
  process.stderr.write(`hvamp: ${printable(message.replace(/\s*\n\s*/g, ' '))}\n`)
}
