import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { runFolderOf } from '../tuning/chosen-run'
import { folderRefused } from './folder-refused'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

async function folderWith(name: string, ...files: string[]): Promise<string> {
  const path = join(folder, name)
  await mkdir(path)
  for (const file of files) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), '{}')
  }
  return path
}

it.each([
  ['nothing', [], 'a folder without files'],
  ['one', ['orders.csv'], 'a folder with orders.csv: name PATH/orders.csv'],
  [
    'spark',
    ['_SUCCESS', '.part-0.csv.crc', 'part-0.csv', 'part-1.csv', 'part-2.csv', 'part-3.csv'],
    "a folder with part-0.csv, part-1.csv, part-2.csv and 1 more: name them together, 'PATH/*.csv'",
  ],
  ['mixed', ['a.csv', 'b.json'], 'a folder with a.csv, b.json: name one of them'],
  [
    'hive',
    ['day=1/a.snappy.parquet', 'day=2/b.snappy.parquet'],
    "a folder with day=1/a.snappy.parquet, day=2/b.snappy.parquet: name them together, 'PATH/**/*.snappy.parquet'",
  ],
  [
    'hive-of-ratings',
    ['rating=1/a.snappy.parquet', 'rating=2/b.snappy.parquet'],
    `a folder with rating=1/a.snappy.parquet, rating=2/b.snappy.parquet: write 'rating', which is in the names of folders alone, into one file, as duckdb -c "copy (from read_parquet('PATH/**/*.snappy.parquet', hive_partitioning = true)) to 'all.parquet'" does`,
  ],
  [
    'movies',
    [1, 2, 3, 4].map((part) => `prize/combined_data_${part}.txt.gz`),
    'a folder with the files of Netflix Prize: name it, netflix --data-folder PATH',
  ],
  ['runs', ['a/config.json', 'b/config.json', 'b/model/model.json'], 'a folder of 2 runs'],
  [
    'lonely',
    ['test-fold-in', 'test-held-out', 'train', 'validation-fold-in', 'validation-held-out'].map(
      (part) => `${part}.csv`,
    ),
    'the files of a split without its split.json: keep them together, or split the data again with hvamp split',
  ],
  [
    'parts',
    ['ml.test.inter', 'ml.train.inter'],
    'a folder with ml.test.inter, ml.train.inter: which seem to be parts for training and for tests: name the one to train on, or keep all of them with hvamp split PATH/ml.train.inter --test PATH/ml.test.inter --out NAME-split',
  ],
  [
    'few-parts',
    ['test-held-out.parquet', 'train.parquet', 'validation-fold-in.parquet'],
    'the files of a split without its split.json, validation-held-out.csv, test-fold-in.csv: keep them together, or split the data again with hvamp split',
  ],
  ...['test', 'testing', 'held-out', 'heldout'].map((test): [string, string[], string] => [
    `train-and-${test}`,
    [`${test}.csv`, 'train.csv'],
    `a folder with ${test}.csv, train.csv: which seem to be parts for training and for tests: name the one to train on, or keep all of them with hvamp split PATH/train.csv --test PATH/${test}.csv --out NAME-split`,
  ]),
  ...['valid', 'validation', 'val', 'dev'].map((validation): [string, string[], string] => [
    `train-and-${validation}`,
    ['a-train.csv', `b-${validation}.csv`],
    `a folder with a-train.csv, b-${validation}.csv: which seem to be parts for training and for tests: name the one to train on`,
  ]),
  [
    'three',
    ['test.txt', 'train.txt', 'valid.txt'],
    'a folder with test.txt, train.txt, valid.txt: which seem to be parts for training and for tests: name the one to train on, or keep all of them with hvamp split PATH/train.txt --test PATH/test.txt --validation PATH/valid.txt --out NAME-split',
  ],
  [
    'pro_sg',
    ['test_te.csv', 'test_tr.csv', 'train.csv', 'unique_sid.txt', 'validation_te.csv', 'validation_tr.csv'],
    'a folder with test_te.csv, test_tr.csv, train.csv and 3 more: which seem to be parts for training and for tests: name the one to train on, or keep all of them with hvamp split PATH/train.csv --validation-fold-in PATH/validation_tr.csv --validation PATH/validation_te.csv --test-fold-in PATH/test_tr.csv --test PATH/test_te.csv --out NAME-split',
  ],
  [
    'folds',
    ['fold-1-test.csv', 'fold-1-train.csv', 'fold-2-test.csv', 'fold-2-train.csv'],
    'a folder with fold-1-test.csv, fold-1-train.csv, fold-2-test.csv and 1 more: which seem to be parts for training and for tests: name the one to train on',
  ],
  ['split', ['split.json'], 'a folder that hvamp split wrote: name a file in it, such as PATH/train.csv'],
])('says what a folder holds, and the way to its data: %s', async (name, files, got) => {
  const path = await folderWith(name, ...files)
  const { message } = await folderRefused(path)
  expect(message).toBe(
    `${path}: must be one file of data, got ${got.replaceAll('PATH', path).replaceAll('NAME', name)}`,
  )
})

it('names runs of a folder where one run is asked for', async () => {
  const runs = ['a', 'b', 'deep/c', 'd'].map((run) => `${run}/config.json`)
  const path = await folderWith('several', ...runs)
  await expect(runFolderOf(path)).rejects.toThrow(
    `${path}: must be one run or a model, got a folder of 4 runs: name one, such as ${join(path, 'a')}, ${join(path, 'b')}, ${join(path, 'd')}`,
  )
  expect(await runFolderOf(join(path, 'a'))).toBe(join(path, 'a'))
  const model = await folderWith('own-model', 'model.json', 'nested/config.json')
  expect(await runFolderOf(model)).toBe(model)
})

it('files with different headers are not named together', async () => {
  const path = await folderWith('tables', 'movies.csv.gz', 'ratings.csv.gz')
  await writeFile(join(path, 'movies.csv.gz'), gzipSync('movieId,title,genres\n1,Toy Story,Comedy\n'))
  await writeFile(join(path, 'ratings.csv.gz'), gzipSync('userId,movieId,rating\n1,1,4\n'))
  expect((await folderRefused(path)).message).toBe(
    `${path}: must be one file of data, got a folder with movies.csv.gz, ratings.csv.gz: name ${path}/ratings.csv.gz`,
  )
  await writeFile(join(path, 'ratings.csv.gz'), gzipSync('who,what\n1,1\n'))
  expect((await folderRefused(path)).message).toContain(': name the one that has users and items')
  await writeFile(join(path, 'ratings.csv.gz'), gzipSync('userId,movieId,rating\n1,1,4\n'))
  await writeFile(join(path, 'movies.csv.gz'), gzipSync('userId,movieId,rating\n1,2,4\n'))
  expect((await folderRefused(path)).message).toContain(`: name them together, '${path}/*.csv.gz'`)
})

it.each([
  ['in-both', 'a.csv', 'user_id,item_id,Rating\n1,2,3\n'],
  [
    'in-objects',
    'a.json',
    '[\n{ "user": 1, "item": 2, "rating": 3 },\n{ "user": 2, "item": 2, "rating": 3 }\n]\n',
  ],
])('no column that files have is said to be in the names of folders alone: %s', async (name, file, text) => {
  const files = [1, 2].map((rating) => join(`rating=${rating}`, file))
  const path = await folderWith(name, ...files)
  for (const each of files) await writeFile(join(path, each), text)
  const { message } = await folderRefused(path)
  expect(message).toContain(`: name them together, '${join(path, '**', `*.${file.split('.')[1]}`)}'`)
})

it('a split in place of a run is refused with the order of both', async () => {
  const path = await folderWith('divided', 'split.json')
  await expect(runFolderOf(path)).rejects.toThrow(
    `${path}: must be one run or a model, got data that hvamp split divided: the run comes first, and data after it`,
  )
})

const lines = (count: number, line: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => `${line(row)}\n`).join('')
const triples = lines(40, (row) => `${row % 7},${row % 11},${(row % 5) + 1}`)
const movieLens = {
  'movies.dat': lines(30, (row) => `${row}::Film, The ${row} (1911)::Comedy|Drama`),
  'ratings.dat': lines(40, (row) => `${row % 7}::${row % 11}::${(row % 5) + 1}::95670394${row % 10}`),
}

it.each<[string, Record<string, string>, string]>([
  ['ml-10M100K', { ...movieLens, 'tags.dat': '15::4973::excellent!::1215184630\n' }, 'name PATH/ratings.dat'],
  [
    'ml-1m',
    { ...movieLens, 'users.dat': lines(7, (row) => `${row}::F::1::10::48067`) },
    'name PATH/ratings.dat',
  ],
  [
    'ml-latest',
    {
      'README.txt': 'Summary\n',
      'movies.csv': 'movieId,title,genres\n1,Toy Story (1995),Comedy\n',
      'ratings.csv': 'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n',
      'tags.csv': 'userId,movieId,tag,timestamp\n1,1,funny,1445714994\n',
    },
    'name PATH/ratings.csv',
  ],
  [
    'yelp',
    {
      'business.json': '{"business_id": "b", "name": "Bar", "stars": 4.5}\n',
      'review.json': '{"review_id": "r", "user_id": "u", "business_id": "b", "stars": 4.0}\n',
      'tip.json': '{"user_id": "u", "business_id": "b", "text": "Nice"}\n',
    },
    'name PATH/review.json',
  ],
  [
    'recbole',
    {
      'ml.inter': 'user_id:token\titem_id:token\trating:float\n1\t2\t3\n',
      'ml.item': 'item_id:token\tmovie_title:token_seq\n2\tToy Story\n',
    },
    'name PATH/ml.inter',
  ],
  [
    'kuairec',
    {
      'big_matrix.csv': 'user_id,video_id,watch_ratio\n1,2,0.5\n',
      'item_categories.csv': 'video_id,feat\n2,"[8]"\n',
      'small_matrix.csv': 'user_id,video_id,watch_ratio\n1,2,0.5\n',
    },
    'name one of PATH/big_matrix.csv, PATH/small_matrix.csv',
  ],
  [
    'spark-and-text',
    {
      'README.md': '# Parts\n',
      'a.csv': `user,item,rating\n${triples}`,
      'b.csv': `user,item,rating\n${triples}`,
    },
    "name those with users and items together, 'PATH/*.csv'",
  ],
  [
    'months-in-another-order',
    {
      'a.csv': 'order_id,customer_id,product_id,qty\n1,7,1259,1\n2,8,1204,1\n',
      'b.csv': 'qty,product_id,customer_id,order_id\n3,1203,9,3\n1,1521,7,4\n',
    },
    "name them together, 'PATH/*.csv'",
  ],
  [
    'months-with-a-column-fewer',
    {
      'a.csv':
        'order_id,created_at,customer_id,email,country,product_id,sku,qty\n1,2025-01-02,7,a@b.de,DE,12,A,1\n',
      'b.csv': 'order_id,customer_id,created_at,email,product_id,sku,qty\n2,8,2025-02-02,b@b.de,13,B,1\n',
      'c.csv': 'order_id,created_at,customer_id,email,country,product_id,sku,qty\n',
    },
    "name them together, 'PATH/*.csv'",
  ],
  [
    'tags-beside-likes',
    {
      'likes.csv': 'userId,movieId,liked_at\n1,2,2025-01-02\n',
      'tags.csv': 'userId,movieId,tag\n1,2,sea\n',
    },
    'name one of PATH/likes.csv, PATH/tags.csv',
  ],
  ['hadoop', { 'part-00000': triples, 'part-00001': triples }, "name them together, 'PATH/part-0000*'"],
  [
    'instacart',
    {
      'order_products__prior.csv': 'order_id,product_id,reordered\n1,7,0\n1,8,0\n',
      'order_products__train.csv': 'order_id,product_id,reordered\n2,7,1\n',
      'orders.csv': 'order_id,user_id,eval_set\n1,4,prior\n2,4,train\n',
      'products.csv': 'product_id,product_name,aisle_id\n7,Tea,1\n8,Rum,2\n',
    },
    "COPY (SELECT user_id, product_id FROM read_csv(['PATH/order_products__prior.csv', 'PATH/order_products__train.csv']) JOIN 'PATH/orders.csv' USING (order_id)) TO 'rows.csv'",
  ],
  [
    'not-by-one-key',
    {
      'lines.csv': 'order_id,shop,product_id\n1,a,7\n',
      'orders.csv': 'order_id,shop,user_id\n1,a,4\n',
    },
    'name the one that has users and items',
  ],
  [
    'mind',
    {
      'behaviors.tsv': '1\tU1\t11/9/2019 9:22:12 AM\tN1 N2\tN3-0 N4-1\n',
      'news.tsv': 'N1\tnews\tnewsus\tA title\t\n',
    },
    `write a row for each item of the histories, as awk -F'\\t' 'BEGIN { print "user\\titem" } { n = split($4, items, " "); for (i = 1; i <= n; i++) print $2 "\\t" items[i] }' PATH/behaviors.tsv does`,
  ],
  [
    'lastfm-360k',
    {
      'usersha1-artmbid-artname-plays.tsv': 'a1f\tb2c\tAn Artist\t7\n',
      'usersha1-profile.tsv': 'a1f\tf\t22\tGermany\tFeb 1, 2007\n',
    },
    'name PATH/usersha1-artmbid-artname-plays.tsv with --user-column 0 --item-column 1 --rating-column 3 --missing skip',
  ],
  [
    'lastfm',
    {
      'usersha1-plays.tsv': lines(20, (row) => `a${row % 7}f\tb${row}c\tAn Artist\t${row}`),
      'usersha1-profile.tsv': lines(7, (row) => `a${row}f\tf\t22\tGermany\tFeb 1, 2007`),
    },
    'name the one that has users and items',
  ],
])(
  'names the file that has users, items and ratings, and files of one kind only together: %s',
  async (name, files, got) => {
    const path = await folderWith(name)
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text)
    expect((await folderRefused(path)).message.split(': ').at(-1)).toBe(got.replaceAll('PATH', path))
  },
)
