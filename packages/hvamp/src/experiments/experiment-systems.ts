import type { ModelName } from '@hvamp/models/definitions'
import { isUsedBy, modelTitle } from '../settings/model'
import type { Options } from '../settings/option-arguments'
import { modelSpaces } from '../tuning/model-spaces'
import type { ExperimentSystem } from './experiment'

/** What networks of an experiment have in common. */
export interface NetworkSettings {
  /** Sizes, batches and epochs of all of them. */
  readonly options: Options
  /** Which pseudo-inputs are tried: with values for all items, or for those of training users only. */
  readonly pseudoInputs: readonly ('dense' | 'sparse')[]
}

/** What is tried of every VAE: the same points for all of them, so that none is searched more finely. */
const vaeSpace = { beta: '0.1,0.3', dropout: '0.5,0.7' }

/** Sparse pseudo-inputs start as rows of training users, whose items are their support. */
const ofSupport = {
  dense: {},
  sparse: { pseudoInputSupport: 'users', pseudoInputStart: 'users' },
} as const satisfies Record<string, Options>

interface Variant {
  readonly model: 'mult-vae' | 'vamp' | 'hvamp'
  readonly gated: boolean
}

function vaeSystem({ model, gated }: Variant, { options }: NetworkSettings): ExperimentSystem {
  return {
    name: gated ? `${model}-gated` : model,
    title: modelTitle({ model, gated }),
    model,
    options: { ...options, gated, layers: 1 },
    space: vaeSpace,
  }
}

/** The name of the row of a model with sparse pseudo-inputs, from that with dense ones. */
export const sparseRow = (name: string): string => `${name}-sparse`

/** A system for each kind of pseudo-inputs: hvamp-gated with dense ones, hvamp-gated-sparse. */
function vampSystems(variant: Variant, settings: NetworkSettings): ExperimentSystem[] {
  const own = vaeSystem(variant, settings)
  return settings.pseudoInputs.map((support) => ({
    ...own,
    name: support === 'dense' ? own.name : sparseRow(own.name),
    title: `${own.title}, ${support}`,
    options: { ...own.options, ...ofSupport[support] },
  }))
}

/** Those that are trained in batches take the options of networks. */
function baselineSystems(names: readonly ModelName[], { options }: NetworkSettings): ExperimentSystem[] {
  return names.map((model) => ({
    name: model,
    title: modelTitle({ model }),
    model,
    options: isUsedBy(model, 'batch') ? usedBy(model, options) : {},
    space: baselineSpaces[model] ?? modelSpaces[model],
  }))
}

function usedBy(model: ModelName, options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isUsedBy(model, name)))
}

/** What is tried of a baseline: about as many points as of a VAE, over the range that `hvamp tune` searches. */
const baselineSpaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'item-knn': { neighbours: '50,200', shrinkage: '10,100' },
  'user-knn': { neighbours: '50,200', shrinkage: '10,100' },
  ease: { l2: '100,300,1000,3000' },
  edlae: { l2: '100,500', dropout: '0.2,0.5' },
  rdlae: { l2: '100,500', dropout: '0.2,0.5' },
  slim: { l1: '0.5,5', l2: '1,100' },
  elsa: { factors: '256', learningRate: '0.01,0.1' },
  ials: { l2: '0.001,0.01', unobservedWeight: '0.03,0.3' },
  vasp: { beta: '0.03,0.3', dropout: '0.3,0.5' },
  cdae: { weightDecay: '0.01,0.1', dropout: '0.3,0.5' },
  'mult-dae': { dropout: '0.3,0.5,0.7' },
}

/**
 * The systems of an experiment, from popularity to H+Vamp (Gated).
 *
 * @param baselines further models
 */
export function experimentSystems(
  baselines: readonly ModelName[],
  settings: NetworkSettings,
): ExperimentSystem[] {
  const { options } = settings
  return [
    ...baselineSystems(baselines, settings),
    {
      name: 'recvae',
      title: modelTitle({ model: 'recvae' }),
      model: 'recvae',
      options: { ...usedBy('recvae', options), warmUp: 0 }, // it has a β for each user instead
      space: { klPerInteraction: '0.0025,0.01', dropout: '0.5,0.7' },
    },
    vaeSystem({ model: 'mult-vae', gated: false }, settings),
    vaeSystem({ model: 'mult-vae', gated: true }, settings),
    ...vampSystems({ model: 'vamp', gated: true }, settings),
    ...vampSystems({ model: 'hvamp', gated: false }, settings),
    ...vampSystems({ model: 'hvamp', gated: true }, settings),
  ]
}

/** One system for each cell of a table like 4-6 of the thesis: depth × gate × prior, all else fixed. */
export function depthSystems({ options }: NetworkSettings): ExperimentSystem[] {
  return (['mult-vae', 'vamp', 'hvamp'] as const).flatMap((model) =>
    [1, 2].flatMap((layers) =>
      [false, true].map((gated) => ({
        name: `${model}-${layers}${gated ? '-gated' : ''}`,
        title: `${modelTitle({ model, gated })}, ${layers === 1 ? '1 layer' : '2 layers'}`,
        model,
        options: {
          ...options,
          ...{ gated, layers, beta: 0.3, dropout: 0.5 },
          ...(model !== 'mult-vae' && ofSupport.sparse),
        },
        space: {},
      })),
    ),
  )
}

/** H+Vamp (Gated) with one option changed at a time: what its prior, its warm-up, β and dropout do. */
export function decidingSystems({ options }: NetworkSettings): ExperimentSystem[] {
  const base: Options = { ...options, ...ofSupport.sparse, gated: true, layers: 1, beta: 0.3, dropout: 0.5 }
  const changes: Readonly<Record<string, { readonly title: string; readonly change: Options }>> = {
    base: { title: 'as it is', change: {} },
    dense: {
      title: 'dense pseudo-inputs',
      change: { pseudoInputSupport: 'dense', pseudoInputStart: 'noise' },
    },
    'dense-fast': {
      title: 'dense pseudo-inputs, rate 10',
      change: { pseudoInputSupport: 'dense', pseudoInputStart: 'noise', pseudoInputLearningRate: 10 },
    },
    'k-100': { title: 'K = 100', change: { pseudoInputs: 100 } },
    'support-30': { title: '30 items a pseudo-input', change: { pseudoInputItems: 30 } },
    'noise-start': { title: 'pseudo-inputs start as noise', change: { pseudoInputStart: 'noise' } },
    'rate-0': { title: 'pseudo-inputs never learned', change: { pseudoInputLearningRate: 0 } },
    'rate-10': { title: 'pseudo-inputs, rate 10', change: { pseudoInputLearningRate: 10 } },
    'warm-up-0': { title: 'no warm-up', change: { warmUp: 0 } },
    'warm-up-30': { title: 'warm-up of 30 epochs', change: { warmUp: 30 } },
    'beta-0.1': { title: 'β 0.1', change: { beta: 0.1 } },
    'beta-1': { title: 'β 1', change: { beta: 1 } },
    'dropout-0.3': { title: 'dropout 0.3', change: { dropout: 0.3 } },
    'dropout-0.7': { title: 'dropout 0.7', change: { dropout: 0.7 } },
  }
  return Object.entries(changes).map(([name, { title, change }]) => ({
    name,
    title,
    model: 'hvamp',
    options: { ...base, ...change },
    space: {},
  }))
}
