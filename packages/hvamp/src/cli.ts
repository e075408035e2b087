import { makeProgram } from './commands/program'
import { reportError } from './commands/report-error'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit() // the reader of the output, such as `head`, has enough of it
})

const program = makeProgram()
try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = reportError(error, { debug: program.opts().debug === true })
}
