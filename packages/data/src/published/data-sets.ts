import type { DataSet } from './data-set'
import { movieLensSets } from './movielens-sets'

const movies = 17_770

/** As the prize's older archive has it: `training_set/mv_0000001.txt` and so on. */
const fileOfEachMovie = Array.from(
  { length: movies },
  (_, index) => `mv_${String(index + 1).padStart(7, '0')}.txt`,
)

const others: readonly DataSet[] = [
  {
    name: 'netflix',
    title: 'Netflix Prize',
    page: 'https://www.kaggle.com/datasets/netflix-inc/netflix-prize-data',
    licence: 'research use as the rules of the prize allow; customers must not be identified',
    files: [
      { names: [1, 2, 3, 4].map((part) => `combined_data_${part}.txt`), format: 'netflix' },
      { names: fileOfEachMovie, format: 'netflix' },
    ],
    keep: { atLeast: 4, minUserInteractions: 5 },
    heldOut: 40_000,
    counts: {
      files: { users: 480_189, items: movies, interactions: 100_480_507 },
      kept: { users: 463_435 },
      training: { items: 17_769 },
    },
    download:
      'Netflix no longer offers it: get the files combined_data_1.txt to _4.txt (Kaggle, with an account), or nf_prize_dataset.tar.gz (archive.org)',
  },
  {
    name: 'pinterest',
    title: 'Pinterest (Geng et al. 2015, as filtered by He et al. 2017)',
    page: 'https://github.com/hexiangnan/neural_collaborative_filtering',
    licence: 'research use only',
    files: [
      { names: ['pinterest-20.train.rating', 'pinterest-20.test.rating'], format: 'u.data' },
      { names: ['interactions.csv'], format: 'csv' },
    ],
    keep: { minUserInteractions: 5 },
    heldOut: 5000,
    counts: {
      files: { users: 55_187, items: 9916, interactions: 1_500_809 },
      training: { items: 9916 },
    },
    download: {
      urls: ['train', 'test'].map(
        (part) =>
          `https://raw.githubusercontent.com/hexiangnan/neural_collaborative_filtering/master/Data/pinterest-20.${part}.rating`,
      ),
    },
  },
  {
    name: 'melon',
    title: 'play counts of songs, as of the Melon service',
    page: 'https://doi.org/10.1145/3298689.3347015',
    licence: 'that of the owner of the counts: no such set is published',
    files: [
      { names: ['plays.csv'], format: 'csv' },
      { names: ['plays.tsv'], format: 'tsv' },
    ],
    keep: { minItemInteractions: 3000, minUserInteractions: 100 },
    heldOut: 100_000,
    counts: { kept: { users: 1_111_652, items: 17_809 } },
    download:
      'it is not published: write play counts of your own as plays.csv, with the columns user, song and plays',
  },
  {
    name: 'lastfm',
    title: 'Last.fm 2K (HetRec 2011)',
    page: 'https://grouplens.org/datasets/hetrec-2011/',
    licence: 'non-commercial use; commercial use only by asking Last.fm',
    files: [{ names: ['user_artists.dat'], format: 'tsv' }],
    keep: { minUserInteractions: 5 },
    counts: { files: { users: 1892, items: 17_632, interactions: 92_834 } },
    download: { urls: ['https://files.grouplens.org/datasets/hetrec2011/hetrec2011-lastfm-2k.zip'] },
  },
  {
    name: 'gowalla',
    title: "Gowalla (Cho et al. 2011, LightGCN's 10-core and split)",
    page: 'https://github.com/gusye1234/LightGCN-PyTorch',
    licence: 'no terms found: research use, with citation',
    files: [{ names: ['train.txt', 'test.txt'], format: 'adjacency', test: 'test.txt' }],
    keep: { minUserInteractions: 0 },
    counts: {
      files: { users: 29_858, items: 40_981, interactions: 1_027_370 },
      kept: { users: 29_858, items: 40_981, interactions: 1_027_370 },
    },
    download: {
      urls: ['train.txt', 'test.txt'].map(
        (file) => `https://raw.githubusercontent.com/gusye1234/LightGCN-PyTorch/master/data/gowalla/${file}`,
      ),
    },
  },
  {
    name: 'msd',
    title: 'Taste Profile Subset of the Million Song Dataset',
    page: 'http://millionsongdataset.com/tasteprofile/',
    licence: 'research use; cite the Echo Nest and Bertin-Mahieux et al. 2011',
    files: [{ names: ['train_triplets.txt'], format: 'u.data' }],
    keep: { minItemInteractions: 200, minUserInteractions: 20 },
    heldOut: 50_000,
    counts: {
      files: { users: 1_019_318, items: 384_546, interactions: 48_373_586 },
      kept: { users: 571_355 },
      training: { items: 41_140 },
    },
    download: {
      urls: ['http://millionsongdataset.com/sites/default/files/challenge/train_triplets.txt.zip'],
    },
  },
]

/**
 * Published data sets: their files, filters and published counts.
 *
 * MovieLens, Netflix and MSD are filtered and split as by Liang et al. 2018, Netflix and Pinterest as by Kim and Suh 2019,
 * Gowalla as by He et al. 2020.
 *
 * @example for (const { name, title, licence } of dataSets) console.log(name, title, licence)
 */
export const dataSets: readonly DataSet[] = [...movieLensSets, ...others]

/** The data set of a name. @throws if there is none, listing all names */
export function dataSet(name: string): DataSet {
  const found = dataSets.find((each) => each.name === name)
  if (!found) {
    const names = dataSets.map((each) => each.name).join(', ')
    throw new Error(`dataSet: name must be one of ${names}, got '${name}'`)
  }
  return found
}
