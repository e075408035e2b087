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
  /** The model that tensors of these names belong to; undefined if the code has none. */
  recognise(shapes: Shapes): RecognisedModel | undefined
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
