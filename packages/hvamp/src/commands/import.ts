import type { Command } from 'commander'
import type { importAction } from '../actions/import'
import { addBackendOptions } from '../flags/backend'
import { pathOption } from '../flags/paths'
import { idsOption } from '../flags/rules'
import { settingOptions } from '../flags/setting-options'
import { hyperParameters } from '../settings/hyper-parameters'

const help = `
The file is what save_file of safetensors.torch makes of model.state_dict(), or hvamp export --to pytorch. Names and shapes of its
tensors tell the model and its sizes: mult-vae, vamp or hvamp as in the code of the paper's authors
(https://github.com/psywaves/EVCF), or the usual Mult-VAE with q_layers and p_layers. A file of hvamp export has the ids of the
items; for another file, --items gives them in the order of the network's inputs.

Examples:
  hvamp import weights.safetensors --items @ids.txt --out models/theirs
  hvamp import ratings-hvamp.safetensors --out models/again

Writes a folder that every command takes as a model. With --json one line on stdout: {"out":…,"model":…,"items":…}.`

/** `hvamp import`. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .summary('read the weights of a model of PyTorch')
    .description('Makes a model of weights from PyTorch.')
    .argument('<file>', 'safetensors file')
    .addOption(pathOption('--out <folder>', 'new folder to write').makeOptionMandatory())
    .addOption(
      idsOption('--items <ids>', 'ids of the items, separated by commas, or @ and a file with one a line'),
    )
    .option('--json', 'one JSON line on stdout, nothing else')
  for (const name of ['likelihood', 'dropout']) {
    for (const option of settingOptions(name, hyperParameters[name]!)) command.addOption(option)
  }
  addBackendOptions(command)
  command
    .addHelpText('after', help)
    .action(async (...given: Parameters<typeof importAction>) =>
      (await import('../actions/import')).importAction(...given),
    )
}
