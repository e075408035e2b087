import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'

const movielens = fileURLToPath(new URL('../../../shared/data/ml-100k/', import.meta.url))

/** Ratings and titles to train on: files, how they end up on the page, and two titles that are there. */
export interface Sample {
  readonly name: string
  readonly files: readonly string[]
  readonly facts: string
  readonly titles: readonly [string, string]
}

/** MovieLens 100k where it is, else made-up ratings written to a folder. */
export async function sample(folder: string): Promise<Sample> {
  if (existsSync(movielens)) {
    return {
      name: 'MovieLens 100k',
      files: ['u.data.gz', 'u.item.gz'].map((name) => join(movielens, name)),
      facts: 'u.data.gz: 943 people, 1,682 titles',
      titles: ['Star Wars (1977)', 'Toy Story (1995)'],
    }
  }
  const { interactions } = syntheticInteractions({ users: 600, items: 150, interactionsPerUser: 30, seed: 4 })
  const files = ['ratings.csv', 'movies.csv'].map((name) => join(folder, name))
  await writeInteractions(files[0]!, interactions)
  const rows = interactions.itemIds.map((id) => `${id},"Title ${id}, The"`)
  await writeFile(files[1]!, ['movieId,title', ...rows, ''].join('\n'))
  return {
    name: 'made-up ratings',
    files,
    facts: `ratings.csv: 600 people, ${interactions.itemCount} titles`,
    titles: ['Title 1, The', 'Title 2, The'],
  }
}
