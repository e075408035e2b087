import type { PublishedTable, TableRow } from './published-table'

/** Of all networks: twice the default, for a data set with so few batches an epoch. */
const rate = { learningRate: 0.001 }

/** H+Vamp and Vamp at a size that fits so few ratings: the paper's over-fits. */
const small = { hidden: 300, latent: 100, pseudoInputs: 100, ...rate }

/** Hyper-parameters as `hvamp tune` chose them on the validation users, out of six trials for each system. */
const rows: readonly Omit<TableRow, 'published'>[] = [
  { name: 'popularity', model: 'popularity', options: {} },
  { name: 'item-knn', model: 'item-knn', options: { neighbours: 100, shrinkage: 10 } },
  { name: 'ease', model: 'ease', options: { l2: 500 } },
  { name: 'slim', model: 'slim', options: { l1: 2, l2: 100 } },
  { name: 'wmf', model: 'wmf', options: { factors: 50, positiveWeight: 5, l2: 30 } },
  { name: 'cdae', model: 'cdae', options: { dropout: 0.5, weightDecay: 0.01, batch: 50, ...rate } },
  { name: 'mult-dae', model: 'mult-dae', options: { dropout: 0.7, ...rate } },
  { name: 'mult-vae', model: 'mult-vae', options: { beta: 0.2, dropout: 0.7, ...rate }, seeds: 3 },
  { name: 'mult-vae-gated', model: 'mult-vae', options: { gated: true, beta: 0.4, dropout: 0.5, ...rate } },
  { name: 'vamp', model: 'vamp', options: { beta: 0.2, dropout: 0.5, ...small } },
  {
    name: 'vamp-gated',
    model: 'vamp',
    options: { gated: true, beta: 0.4, dropout: 0.5, batch: 100, ...small },
  },
  {
    name: 'hvamp',
    model: 'hvamp',
    options: { gated: false, layers: 1, beta: 0.2, dropout: 0.7, batch: 100, ...small },
  },
  {
    name: 'hvamp-gated',
    model: 'hvamp',
    options: { layers: 1, beta: 0.4, dropout: 0.7, batch: 100, ...small },
    seeds: 3,
  },
  { name: 'recvae', model: 'recvae', options: { klPerInteraction: 0.005, epochs: 100, batch: 50, ...rate } },
]

/** Systems side by side on a data set that the paper does not have: there are no published numbers. */
export const movieLens1m: PublishedTable = {
  name: 'ml-1m',
  title: 'MovieLens 1M',
  note: 'Not of the paper: nothing is published to hold these against. Hyper-parameters were chosen on the validation users, out of six trials for each system.',
  dataSet: 'ml-1m',
  metrics: ['ndcg@100', 'recall@20', 'recall@50'],
  rows: rows.map((row) => ({ ...row, published: {} })),
}
