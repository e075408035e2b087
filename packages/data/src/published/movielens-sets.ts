import type { DataSet } from './data-set'

const publisher = 'https://files.grouplens.org/datasets/movielens'

const terms =
  'research use; acknowledge GroupLens in publications; no endorsement; no commercial use without permission'

/** A MovieLens data set with the filter of Liang et al. 2018: ratings of 4 and 5, users with five of them. */
function movieLens(
  of: Pick<DataSet, 'name' | 'title' | 'files' | 'counts'> &
    Partial<DataSet> & { readonly redistribution: string },
): DataSet {
  const { redistribution, ...rest } = of
  return {
    page: `https://grouplens.org/datasets/movielens/${of.name.replace('ml-', '')}/`,
    licence: `${terms}; ${redistribution}`,
    keep: { atLeast: 4, minUserInteractions: 5 },
    download: { urls: [`${publisher}/${of.name}.zip`], md5: true },
    ...rest,
  }
}

const forbidden = 'no redistribution without permission'
const sameTerms = 'redistribution under the same terms'

/** The data sets of GroupLens' MovieLens (Harper and Konstan 2015). */
export const movieLensSets: readonly DataSet[] = [
  movieLens({
    name: 'ml-100k',
    title: 'MovieLens 100K',
    files: [{ names: ['u.data'], format: 'u.data' }],
    counts: { files: { users: 943, items: 1682, interactions: 100_000 } },
    redistribution: forbidden,
  }),
  movieLens({
    name: 'ml-1m',
    title: 'MovieLens 1M',
    files: [
      { names: ['ratings.dat'], format: 'movielens' },
      { names: ['ratings.csv'], format: 'csv' },
    ],
    counts: { files: { users: 6040, items: 3706, interactions: 1_000_209 } },
    heldOut: 500,
    redistribution: forbidden,
  }),
  movieLens({
    name: 'ml-10m',
    title: 'MovieLens 10M',
    files: [{ names: ['ratings.dat'], format: 'movielens' }],
    counts: { files: { users: 69_878, items: 10_677, interactions: 10_000_054 } },
    redistribution: forbidden,
  }),
  movieLens({
    name: 'ml-20m',
    title: 'MovieLens 20M',
    files: [{ names: ['ratings.csv'], format: 'csv' }],
    counts: {
      files: { users: 138_493, items: 26_744, interactions: 20_000_263 },
      kept: { users: 136_677, items: 20_720, interactions: 9_990_682 },
      training: { items: 20_108 },
    },
    heldOut: 10_000,
    redistribution: sameTerms,
  }),
  movieLens({
    name: 'ml-25m',
    title: 'MovieLens 25M',
    files: [{ names: ['ratings.csv'], format: 'csv' }],
    counts: { files: { users: 162_541, items: 59_047, interactions: 25_000_095 } },
    redistribution: sameTerms,
  }),
]
