import { CommanderError } from 'commander'
import { exitCode, isBadInput, isOutOfMemory } from './process/bad-input'
import { version } from './process/version'
import { makeProgram } from './program'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit() // whoever read the output, such as `head`, has enough of it
})

const program = makeProgram()
try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = tell(error)
}

/** Says what went wrong on stderr; gives the exit code. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.done // help or version
    if (error.code === 'commander.help') return exitCode.badInput // no command: the help was shown
    say(error.message.replace(/^error: /, ''))
    return exitCode.badInput
  }
  const isDebug = program.opts().debug === true
  if (error instanceof Error && (isBadInput(error) || isOutOfMemory(error))) {
    say(isBadInput(error) ? error.message : `must fit in the memory, got '${error.message}'`)
    if (isDebug) console.error(error)
    return exitCode.badInput
  }
  console.error(error)
  say(
    `this is a fault of hvamp ${version} (Node ${process.versions.node}, ${process.platform} ${process.arch}): please report it with the lines above`,
  )
  return exitCode.bug
}

function say(message: string): void {
  process.stderr.write(`hvamp: ${message.replace(/\s*\n\s*/g, ' ')}\n`)
}
