import type { Options } from '../settings/option-arguments'
import type { Experiment } from './experiment'
import { experimentBlends } from './experiment-blends'
import { decidingSystems, depthSystems, experimentSystems } from './experiment-systems'

/** Of all networks; batches of 500 and a rate of 0.001, for two cores. */
const network = {
  ...{ hidden: 600, latent: 200, batch: 500, learningRate: 0.001 },
  ...{ warmUp: 10, epochs: 80, patience: 8 },
} as const satisfies Options

/** For data sets of over 25,000 items, where an epoch takes minutes: faster steps, fewer epochs. */
const wideNetwork = {
  ...network,
  learningRate: 0.002,
  warmUp: 5,
  epochs: 40,
  patience: 5,
} as const satisfies Options

/** For 6,000 users: smaller networks, in more steps. */
const smallNetwork = {
  ...{ hidden: 300, latent: 100, batch: 100, learningRate: 0.001 },
  ...{ warmUp: 20, epochs: 100, patience: 10 },
} as const satisfies Options

const linear = ['ease', 'edlae', 'rdlae', 'slim'] as const
const factors = ['ials', 'elsa', 'vasp'] as const
/** H+Vamp (Gated), alone and in blends. */
const vampGated = [
  'hvamp-gated',
  'hvamp-gated-sparse',
  'hvamp-gated-x-ease',
  'hvamp-gated-x-best',
  'hvamp-gated-x-two',
]
const adjacency = { format: 'adjacency' }
const depthNote = 'β 0.3, dropout 0.5 and sparse pseudo-inputs in all cells: nothing was searched.'

/** Tables without their blends. */
const tables: readonly Omit<Experiment, 'blends'>[] = [
  {
    name: 'ml-1m-folds',
    title: 'MovieLens 1M, every user tested once',
    dataSet: 'ml-1m',
    dataOptions: {},
    split: { folds: 10 },
    trials: 4,
    systems: experimentSystems(
      ['popularity', 'item-knn', 'user-knn', ...linear, ...factors, 'cdae', 'mult-dae'],
      {
        options: smallNetwork,
        pseudoInputs: ['dense', 'sparse'],
      },
    ),
    against: vampGated,
  },
  {
    name: 'pinterest',
    title: 'Pinterest',
    dataSet: 'pinterest',
    dataOptions: {},
    split: { heldOut: 3000 },
    trials: 4,
    systems: experimentSystems(['popularity', 'item-knn', 'ease', ...factors], {
      options: network,
      pseudoInputs: ['dense', 'sparse'],
    }),
    against: vampGated,
  },
  {
    name: 'gowalla',
    title: 'Gowalla',
    dataSet: 'gowalla',
    dataOptions: { split: 'strong' },
    split: { heldOut: 3000 },
    trials: 2,
    systems: experimentSystems(['popularity', 'item-knn', ...factors], {
      options: wideNetwork,
      pseudoInputs: ['sparse'],
    }),
    against: vampGated,
  },
  {
    name: 'amazon-book',
    title: 'Amazon-book',
    dataOptions: adjacency,
    split: { heldOut: 5000 },
    trials: 2,
    systems: experimentSystems(['popularity', 'item-knn', 'ease', ...factors], {
      options: wideNetwork,
      pseudoInputs: ['sparse', 'dense'],
    }),
    against: vampGated,
  },
  {
    name: 'alibaba-ifashion',
    title: 'Alibaba-iFashion',
    dataOptions: adjacency,
    split: { heldOut: 5000 },
    trials: 2,
    systems: experimentSystems(['popularity', 'item-knn', 'ease', ...factors], {
      options: wideNetwork,
      pseudoInputs: ['sparse'],
    }),
    against: vampGated,
  },
  {
    name: 'own-data',
    title: 'Data of your own',
    dataOptions: {},
    trials: 4,
    systems: experimentSystems(['popularity', 'item-knn', 'ease', ...factors], {
      options: network,
      pseudoInputs: ['sparse'],
    }),
    against: vampGated,
  },
  {
    name: 'ml-1m-depth',
    title: 'MovieLens 1M, every user tested once: depth × gate × prior, as table 4-6',
    note: depthNote,
    dataSet: 'ml-1m',
    dataOptions: {},
    split: { folds: 5 },
    trials: 1,
    systems: depthSystems({ options: smallNetwork, pseudoInputs: ['sparse'] }),
    against: ['hvamp-2-gated'],
  },
  {
    name: 'pinterest-depth',
    title: 'Pinterest: depth × gate × prior, as table 4-6',
    note: depthNote,
    dataSet: 'pinterest',
    dataOptions: {},
    split: { heldOut: 3000 },
    trials: 1,
    systems: depthSystems({ options: network, pseudoInputs: ['sparse'] }),
    against: ['hvamp-2-gated'],
  },
  {
    name: 'pinterest-prior',
    title: 'Pinterest: H+Vamp (Gated) with one option changed at a time',
    note: 'One layer, sparse pseudo-inputs that start as rows of users, β 0.3, dropout 0.5; nothing was searched.',
    dataSet: 'pinterest',
    dataOptions: {},
    split: { heldOut: 3000 },
    trials: 1,
    systems: decidingSystems({ options: network, pseudoInputs: ['sparse'] }),
    against: ['base'],
  },
]

/** Tables of our own, by their names. */
export const experiments: readonly Experiment[] = tables.map((table) => ({
  ...table,
  blends: experimentBlends(table.systems),
}))
