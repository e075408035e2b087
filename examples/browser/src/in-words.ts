import type { TrainedModel } from './trained-model'

/** A number as people write it here. */
export function count(value: number): string {
  return value.toLocaleString('en')
}

/** A metric, such as `ndcg@100`, as papers call it. */
export function metricTitle(name: string): string {
  return name.replace('ndcg', 'NDCG').replace('recall', 'Recall')
}

const models: Readonly<Record<string, string>> = {
  'mult-vae': 'Mult-VAE',
  'mult-dae': 'Mult-DAE',
  vamp: 'Vamp',
  hvamp: 'H+Vamp',
  'rec-vae': 'RecVAE',
  ease: 'EASE',
  slim: 'SLIM',
  wmf: 'WMF',
  cdae: 'CDAE',
}

/** A model as papers call it. */
export function modelTitle(name: string, gated = false): string {
  return `${models[name] ?? name}${gated ? ' (Gated)' : ''}`
}

const backends: Readonly<Record<string, string>> = { webgpu: 'WebGPU', wasm: 'WebAssembly' }

/** A backend as people call it. */
export function backendTitle(name: string): string {
  return backends[name] ?? name
}

const ends: Readonly<Record<TrainedModel['stopped'], string>> = {
  epochs: 'Trained for',
  patience: 'Got no better, so ended after',
  aborted: 'Stopped after',
}

/** How a training ended. */
export function endInWords(
  outcome: Omit<TrainedModel, 'model' | 'backend'> & { readonly backend: string },
): string {
  const { stopped, epochs, bestEpoch, backend } = outcome
  const length = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} on ${backendTitle(backend)}`
  return `${ends[stopped]} ${length}${bestEpoch === undefined ? '' : `; epoch ${bestEpoch} was the best and counts`}`
}
