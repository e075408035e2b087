import { hvampNetwork, multVaeNetwork, vampNetwork } from '@hvamp/models'
import { weightShapes } from '@hvamp/tensors'
import { authorsLayout } from './authors-layout'
import type { Layout, NetworkSettings, PyTorchModelName } from './layout'
import { multVaeLayout } from './mult-vae-layout'

/** The code whose parameters are written or read: that of the paper's authors, or the usual Mult-VAE. */
export type PyTorchLayout = 'authors' | 'mult-vae'

export const layouts: Readonly<Record<PyTorchLayout, Layout>> = {
  authors: authorsLayout,
  'mult-vae': multVaeLayout,
}

const networks = { 'mult-vae': multVaeNetwork, vamp: vampNetwork, hvamp: hvampNetwork }

export const isPyTorchModel = (name: string): name is PyTorchModelName => Object.hasOwn(networks, name)
export const pyTorchModels = Object.keys(networks)

/** Names and shapes of the weights of a network, which is not started. */
export function networkShapes(
  model: PyTorchModelName,
  settings: NetworkSettings,
  items: number,
): Readonly<Record<string, readonly number[]>> {
  const shapes = Object.entries(weightShapes(() => networks[model]({ ...settings, items })))
  return Object.fromEntries(shapes.map(([name, { shape }]) => [name, shape]))
}
