import { makeProgram } from './commands/program'
import { reportError } from './commands/report-error'
import { badInput } from './process/bad-input'
import { hideSecrets } from './process/secrets'
import { systemErrorInWords } from './process/system-errors'

const program = makeProgram()
const report = (error: unknown) => reportError(error, { debug: program.opts().debug === true })

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit() // the reader of the output, such as `head`, has enough of it
  process.exit(report(badInput(`standard output: ${systemErrorInWords(error)}`, error)))
})

try {
  await program.parseAsync(hideSecrets(process.argv))
} catch (error) {
  process.exitCode = report(error)
}
