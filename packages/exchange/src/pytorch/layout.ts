import type { SettingsOf } from '@hvamp/models/definitions'

/** Models whose networks other code in PyTorch has too. */
export type PyTorchModelName = 'mult-vae' | 'vamp' | 'hvamp'

/** Their settings; those of one model are missing in another. */
export type NetworkSettings = Partial<SettingsOf<PyTorchModelName>> &
  Pick<SettingsOf<'vamp'>, 'gated' | 'layers' | 'pseudoInputSupport'> &
  Partial<Pick<SettingsOf<'hvamp'>, 'prior' | 'upperLatent'>>

/** Shapes of tensors by name. */
export type Shapes = Readonly<Record<string, readonly number[]>>

/** A model with the options that the shapes of its tensors tell. */
export interface RecognisedModel {
  readonly model: PyTorchModelName
  readonly options: Readonly<Record<string, unknown>>
  readonly items: number
}

/** How code in PyTorch names the parameters of a network. */
export interface Layout {
  /** The code, for errors. */
  readonly title: string
  /** The rule that a model of these settings breaks; undefined if the code has such a network. */
  refusal(model: PyTorchModelName, settings: NetworkSettings): string | undefined
  /**
   * The parameters whose transposes stand side by side in a weight of ours.
   *
   * @param weight its name: `decoder.output.bias`
   */
  parametersOf(weight: string, settings: NetworkSettings): readonly string[]
  /**
   * The model that tensors of these names belong to; undefined if the code has none.
   *
   * @param where prefix of error messages
   * @throws if a tensor that tells the sizes is no matrix
   */
  recognise(shapes: Shapes, where: string): RecognisedModel | undefined
}

/** The sizes of a tensor of two dimensions; undefined if there is none of that name. @throws if it has another number of them */
export function sizesOf(
  shapes: Shapes,
  name: string,
  where: string,
): { readonly outputs: number; readonly inputs: number } | undefined {
  const shape = shapes[name]
  if (shape === undefined) return undefined
  const [outputs, inputs] = shape
  if (outputs === undefined || inputs === undefined || shape.length > 2) {
    throw new Error(`${where}: '${name}' must be a matrix, [outputs,inputs], got [${shape}]`)
  }
  return { outputs, inputs }
}

/** How many of the names `prefix0suffix`, `prefix1suffix`, … there are without a gap, from a number on. */
export function countOf(shapes: Shapes, prefix: string, suffix: string, from = 0): number {
  let count = 0
  while (`${prefix}${from + count}${suffix}` in shapes) count += 1
  return count
}

/** Layer and kind of a weight: `decoder.output` and `bias`. */
export function partsOf(weight: string): { readonly layer: string; readonly kind: string } {
  const at = weight.lastIndexOf('.')
  return { layer: weight.slice(0, at), kind: weight.slice(at + 1) }
}
