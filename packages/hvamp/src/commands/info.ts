import type { Command } from 'commander'
import type { infoAction } from '../actions/info'
import { addBackendOptions } from '../flags/backend'

const help = `
Reads every file of the model, checksums included, and says what it is; of a run, also its epochs, the data that it was
trained on and its test metrics, and reads its other files. Of a run that is not finished it says how far it came, and the command that finishes it.

Examples:
  hvamp info runs/ratings-hvamp
  hvamp info my-model --json

Writes a table to stdout, or with --json one line.`

/** `hvamp info`. */
export function addInfo(program: Command): void {
  const command = program
    .command('info')
    .summary('what a model is, and whether its files are whole')
    .description('Says what a model is, and whether its files are whole.')
    .argument('<model>', 'folder of a run or a model')
    .option('--json', 'one JSON line on stdout, nothing else')
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof infoAction>) =>
      (await import('../actions/info')).infoAction(...given),
    )
}
