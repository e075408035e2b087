import { type Command, Option } from 'commander'
import { z } from 'zod'
import { integerOption } from './numbers'

const backends = ['auto', 'native', 'webgpu', 'wasm', 'cpu'] as const

/** What computes. */
export const backendSettings = {
  backend: z.enum(backends),
  threads: z.int().min(1).optional(),
}

const backendSchema = z.object(backendSettings)
export type BackendSettings = z.infer<typeof backendSchema>

/** Adds the options that say what computes. */
export function addBackendOptions(command: Command): Command {
  return command
    .optionsGroup('Computing:')
    .addOption(
      new Option(
        '--backend <name>',
        "auto: the system's BLAS if there is one (see `hvamp doctor`), else wasm; webgpu: the GPU, by the packages webgpu and @tensorflow/tfjs-backend-webgpu",
      )
        .choices(backends)
        .default('auto'),
    )
    .addOption(
      integerOption('--threads <count>', "of the BLAS (default: the BLAS's own choice)", { least: 1 }),
    )
}
