import { type Command, Option } from 'commander'
import { backendDefaults, backendSettings, backends } from '../settings/backend'
import { numberOption } from './numbers'

/** Adds the options that say what computes. */
export function addBackendOptions(command: Command): Command {
  return command
    .optionsGroup('Computing:')
    .addOption(
      new Option(
        '--backend <name>',
        "auto: the system's BLAS if there is one (see `hvamp doctor`), else wasm; webgpu: the GPU, by the packages webgpu and @tensorflow/tfjs-backend-webgpu; tfjs-node, tfjs-node-gpu: libtensorflow, by the package of that name",
      )
        .choices(backends)
        .default(backendDefaults.backend),
    )
    .addOption(
      numberOption(
        '--threads <count>',
        'of the BLAS and of the kernels beside it, or of libtensorflow (default: its own choice)',
        backendSettings.threads,
      ),
    )
}
