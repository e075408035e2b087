import type { Command } from 'commander'
import type { doctorAction } from '../actions/doctor'
import { addBackendOptions } from '../flags/backend'

const help = `
Training is mostly products of matrices. A BLAS of the system computes them many times faster than wasm.
Tells what the backends by libtensorflow and the queues of tune and worker lack here, too.

Examples:
  hvamp doctor
  HVAMP_BLAS=/opt/lib/libopenblas.so hvamp doctor --threads 4

Writes a table to stdout, or with --json one line.`

/** `hvamp doctor`. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .summary('which backend runs here, how fast, and how to get a faster one')
    .description('Names the backend that runs here, its speed, and what to install for more.')
    .option('--json', 'one JSON line on stdout, nothing else')
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof doctorAction>) =>
      (await import('../actions/doctor')).doctorAction(...given),
    )
}
