import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { ZipFile } from 'yazl'

/** Files by their paths in a folder or an archive. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** Made-up files, a few lines each, in exactly the layout in which the publishers have theirs. */
export const publishersFiles: Readonly<Record<string, Files>> = {
  'ml-100k': { 'ml-100k/u.data': '196\t242\t3\t881250949\n186\t302\t4\t891717742\n', 'ml-100k/README': '' },
  'ml-1m': {
    'ml-1m/ratings.dat': '1::1193::5::978300760\n1::661::3::978302109\n2::1193::4::978298413\n',
    'ml-1m/movies.dat': "1193::One Flew Over the Cuckoo's Nest (1975)::Drama\n",
  },
  'ml-10m': { 'ml-10M100K/ratings.dat': '1::122::5::838985046\n1::185::4.5::838983525\n' },
  'ml-20m': {
    'ml-20m/ratings.csv': 'userId,movieId,rating,timestamp\r\n1,2,3.5,1112486027\r\n1,29,4.0,1112484676\r\n',
  },
  'ml-25m': { 'ml-25m/ratings.csv': 'userId,movieId,rating,timestamp\n1,296,5.0,1147880044\n' },
  netflix: {
    'combined_data_1.txt': '1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n2:\n822109,4,2005-09-05\n',
    'combined_data_2.txt': '4500:\n2532865,4,2005-07-26\n',
    'combined_data_3.txt': '9211:\n1277134,1,2003-12-02\n',
    'combined_data_4.txt': '13368:\n1488844,4,2003-10-14\n',
  },
  pinterest: {
    'pinterest-20.train.rating': '0\t0\t1.0\t0.0\n0\t1\t1.0\t0.0\n1\t1\t1.0\t0.0\n',
    'pinterest-20.test.rating': '0\t2\t1\t1.0\n1\t0\t1\t1.0\n',
  },
  melon: { 'plays.csv': 'user,song,plays\nann,s1,7\nbob,s2,1\n' },
  lastfm: {
    'user_artists.dat': 'userID\tartistID\tweight\r\n2\t51\t13883\r\n2\t52\t11690\r\n',
    'artists.dat': 'id\tname\turl\tpictureURL\n',
  },
  gowalla: { 'train.txt': '0 0 1 2\n1 1\n2 2\n', 'test.txt': '0 3\n1 0 2\n2\n' },
  msd: {
    'train_triplets.txt':
      'b80344d063b5ccb3212f76538f3d9e43d87dca9e\tSOAKIMP12A8C130995\t1\n' +
      'b80344d063b5ccb3212f76538f3d9e43d87dca9e\tSOAPDEY12A81C210A9\t2\n' +
      '85c1f87fea955d09b4bec2e36aee110927aedf9a\tSOAKIMP12A8C130995\t3\n',
  },
}

/** Files of the older archive of the Netflix Prize: one a movie. */
export const filesOfMovies: Files = {
  'training_set/mv_0000001.txt': '1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n',
  'training_set/mv_0000002.txt': '2:\n822109,4,2005-09-05\n',
}

/** Writes files to a folder. */
export async function writeFolder(folder: string, files: Files): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

/** Writes a real zip archive. */
export async function writeZip(path: string, files: Files, { compress = true } = {}): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { compress })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

/** Writes a tar archive compressed by gzip. */
export async function writeTarGz(path: string, files: Files): Promise<string> {
  await writeFile(path, gzipSync(await tarOf(files)))
  return path
}

/** A tar archive. */
export async function tarOf(files: Files): Promise<Uint8Array> {
  return packTar(
    Object.entries(files).map(([name, content]) => {
      const data = Buffer.from(content)
      return { header: { name, size: data.length, type: 'file' as const }, data: new Uint8Array(data) }
    }),
  )
}
