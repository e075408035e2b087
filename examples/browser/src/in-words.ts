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
  recvae: 'RecVAE',
  vasp: 'VASP',
  ease: 'EASE',
  edlae: 'EDLAE',
  rdlae: 'RDLAE',
  elsa: 'ELSA',
  slim: 'SLIM',
  ials: 'iALS',
  wmf: 'WMF',
  cdae: 'CDAE',
  'item-knn': 'Item-kNN',
  'user-knn': 'User-kNN',
  mf: 'MF',
  autorec: 'AutoRec',
  popularity: 'Popularity',
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
  outcome: Pick<TrainedModel, 'stopped' | 'epochs' | 'bestEpoch' | 'seconds' | 'backend'>,
): string {
  const { stopped, epochs, bestEpoch, seconds, backend } = outcome
  if (backend === undefined) return `Trained in ${seconds.toFixed(1)} seconds`
  const length = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} on ${backendTitle(backend)}`
  return `${ends[stopped]} ${length}${bestEpoch === undefined ? '' : `; epoch ${bestEpoch} was the best and counts`}`
}

/** Why the graphics card does not compute, by what WebGPU said. */
export function noWebgpuInWords(reason: string): string {
  if (reason.includes('navigator.gpu')) {
    return isSecureContext
      ? 'this browser cannot compute on the graphics card (it has no WebGPU). Recent Chrome, Edge and Safari can.'
      : 'browsers let a page compute on the graphics card only if it came over https or from this computer.'
  }
  if (reason.includes('adapter')) {
    return 'the browser offers no graphics card: there is none, its driver is too old, or WebGPU is switched off in the settings.'
  }
  return 'the graphics card could not be started.'
}

/** A day and time as people write it here. */
export function dateInWords(time: number): string {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}
