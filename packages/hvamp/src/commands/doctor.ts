import type { Command } from 'commander'
import type { doctorAction } from '../actions/doctor'
import { addBackendOptions } from '../flags/backend'

const help = `
Training is mostly products of matrices. Where the system has a BLAS, it does them, many times faster than wasm.

Examples:
  hvamp doctor
  HVAMP_BLAS=/opt/lib/libopenblas.so hvamp doctor --threads 4

Writes a table to stdout, or with --json one line.`

/** `hvamp doctor`. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .summary('what computes here, how fast, and what would be faster')
    .description('Says what computes here, how fast, and what to install for more.')
    .option('--json', 'one JSON line on stdout, nothing else')
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof doctorAction>) =>
      (await import('../actions/doctor')).doctorAction(...given),
    )
}
