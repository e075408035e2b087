import type { Command } from 'commander'
import { z } from 'zod'
import { addBackendOptions } from '../flags/backend'
import { addDataOptions } from '../flags/data'
import { numberOption } from '../flags/numbers'
import { pathOption } from '../flags/paths'
import { requestedOf } from '../flags/requested'

const help = `
Without a file, ratings are made up: of users with tastes, so that the best possible ranking (oracle) is known too.
They are computed on wasm unless --backend is given: everyone gets the same numbers.
EASE comes first, in seconds. The autoencoders are small, for a first look in minutes; 'hvamp train' has the paper's sizes.

Examples:
  hvamp demo
  hvamp demo ratings.csv

Writes a table of metrics and five recommendations for one user to stdout, and the folder of the best model, with which
'hvamp recommend' and 'hvamp evaluate' work.`

/** `hvamp demo`. */
export function addDemo(program: Command): void {
  const command = program
    .command('demo')
    .summary('train, compare and recommend, on made-up ratings or on a file')
    .description(
      'Trains EASE, Mult-VAE and H+Vamp (Gated), compares them with popularity, recommends, and keeps the best.',
    )
    .argument('[data]', "file of ratings, or a folder that 'hvamp split' wrote; made-up ratings without it")
    .addOption(
      numberOption(
        '--epochs <count>',
        'epochs at most (default: 60, fewer with more than 3000 users)',
        z.int().min(1),
      ),
    )
    .addOption(pathOption('--out <folder>', 'of the model (default: runs/<data>-demo)'))
    .option('--json', 'JSON lines on stdout, nothing else')
  addDataOptions(command)
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (path: string | undefined, _: unknown, command: Command) => {
      const { demoAction } = await import('../actions/demo')
      return demoAction(path, requestedOf(command))
    })
}
