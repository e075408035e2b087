import { makeProgram } from './commands/program'
import { reportError } from './commands/report-error'
import { badInput } from './process/bad-input'
import { systemErrorInWords } from './process/system-errors'

/**
 * Runs the command that arguments name to its end, and sets the exit code of this process; bin/hvamp.js calls it.
 *
 * @param args as in `process.argv`: Node, the program, then the words of the user
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  const program = makeProgram()
  const report = (error: unknown) => reportError(error, { debug: program.opts().debug === true })
  let isUnread = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    isUnread ||= error.code === 'EPIPE'
    if (isUnread) return // the reader of the output, such as `head`, has enough of it: the work goes on, and has its exit code
    process.exit(report(badInput(`standard output: ${systemErrorInWords(error)}`, error)))
  })
  process.stderr.on('error', () => {}) // a full disk, or a reader that is gone: the work goes on, unsaid
  try {
    await program.parseAsync(await withoutPasswords(args))
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** Addresses of databases lose their passwords before anything sees them; nothing is loaded for that where there are none. */
async function withoutPasswords(args: readonly string[]): Promise<readonly string[]> {
  if (!args.some((text) => text.includes('://'))) return args
  const { hideSecrets } = await import('./process/secrets')
  return hideSecrets(args)
}
