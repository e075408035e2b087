import { basename, join, resolve, sep } from 'node:path'
import { columnInPaths, differingFiles } from '@hvamp/data/node'
import { shellWord } from '../terminal/shell-word'
import { flagWith } from './deciding'
import { filesOfRatings, firstLine, firstLines, LOOKED_AT, likelyColumns } from './files-of-ratings'
import { joiningQuery } from './joined-tables'
import { wayOfPublisher } from './publishers-folders'
import { haveSameHeader } from './same-header'

const ofTraining = /(^|[^a-z])train/i // names of files
const ofTest = /(^|[^a-z])(test(ing)?|held-?out)([^a-z]|$)/i
const ofValidation = /(^|[^a-z])(valid(ation)?|val|dev)([^a-z]|$)/i
const seenPart = /_tr\.|fold-?in/i // of users outside training, as Liang et al. call their files
const foundPart = /_te\.|held-?out/i
const named = 3 // files in an error

/** What to name of the files in a folder, where a file of data is asked for, in words. */
export async function wayIntoFolder(path: string, files: readonly string[]): Promise<string> {
  if (files.length === 1) return `name ${join(path, files[0]!)}`
  const known = wayOfPublisher(files.map((file) => join(path, file)))
  if (known !== undefined) return known
  const training = files.filter((file) => ofTraining.test(file))
  const heldOut = files.filter((file) => ofTest.test(file) || ofValidation.test(file))
  if (training.length > 0 && heldOut.length > 0) {
    const parts = 'which seem to be parts for training and for tests: name the one to train on'
    const divided = partsOf(files) ?? partsByUsers(files)
    return divided === undefined
      ? parts
      : `${parts}, or keep all of them with ${await splitCommand(path, divided)}`
  }
  const inPath = await filesOfRatings(files.map((file) => join(path, file)))
  const ofRatings = files.filter((file) => inPath.includes(join(path, file)))
  const together = await patternOf(path, files)
  const isOneTable = ofRatings.length === 0 || !(await haveOtherObjects(path, files, ofRatings))
  if (together !== undefined && isOneTable) {
    const inPaths = columnInPaths(
      files.map((file) => join(path, file)),
      join(path, sep),
    )
    return inPaths === undefined || (await hasColumn(join(path, files[0]!), inPaths.name))
      ? `name them together, ${together}`
      : `write '${inPaths.name}', which is in the names of folders alone, into one file, as ${inPaths.query} does`
  }
  const query = ofRatings.length === 0 ? await joiningQuery(files.map((file) => join(path, file))) : undefined
  if (query !== undefined) return `join users and items, as a query of DuckDB does: ${query}`
  if (ofRatings.length === 1) return `name ${join(path, ofRatings[0]!)}`
  const rest = files.filter((file) => !ofRatings.includes(file))
  const pattern = rest.some((file) => endingOf(file) === endingOf(ofRatings[0] ?? ''))
    ? undefined
    : await patternOf(path, ofRatings)
  if (pattern !== undefined) return `name those with users and items together, ${pattern}`
  if (ofRatings.length > 0 && ofRatings.length <= named)
    return `name one of ${ofRatings.map((file) => join(path, file)).join(', ')}`
  const ending = endingOf(files[0]!)
  return ending !== undefined && files.every((file) => endingOf(file) === ending)
    ? 'name the one that has users and items'
    : 'name one of them'
}

const endingOf = (file: string) => /(\.[a-z]\w*)+$/i.exec(file)?.[0]

/** Whether the header of a file, or its first objects, have a column, in capitals or not. */
async function hasColumn(path: string, name: string): Promise<boolean> {
  const text = new TextDecoder().decode(await firstLines(path))
  const head = /^\s*[{[]/.test(text) ? text : text.split(/\r?\n/, 1)[0]!
  const letters = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return head.split(/[,;|\t:"]/).some((word) => letters(word) === letters(name))
}

/** Whether objects of JSON are in a file that is none of those with ratings: they describe users or items. */
async function haveOtherObjects(
  path: string,
  files: readonly string[],
  ofRatings: readonly string[],
): Promise<boolean> {
  const others = files.slice(0, LOOKED_AT).filter((file) => !ofRatings.includes(file))
  const first = await Promise.all(others.map((file) => firstLine(join(path, file))))
  return first.some((line) => line.trimStart().startsWith('{'))
}

/** The pattern that matches files of one ending, or of one beginning without an ending, if they may be parts of one table. */
async function patternOf(path: string, files: readonly string[]): Promise<string | undefined> {
  const [ending, ...others] = new Set(files.map(endingOf))
  const name = ending === undefined ? `${commonStart(files)}*` : `*${ending}`
  if (others.length > 0 || name === '*') return undefined
  const paths = files.map((file) => join(path, file))
  if (!(await haveSameHeader(paths)) || (await differingFiles(paths))) return undefined
  const folders = files.some((file) => /[/\\]/.test(file)) ? ['**'] : []
  return `'${join(path, ...folders, name)}'`
}

/** What the names of files, without their folders, have in common from the start on. */
function commonStart(files: readonly string[]): string {
  const [first = '', ...others] = files.map((file) => basename(file))
  let length = first.length
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}

/** Options of `hvamp split`, each with its file; the file to train on without one. */
type Divided = readonly (readonly [option: string, file: string])[]

/** A folder with one file for each part, and nothing else. */
function partsOf(files: readonly string[]): Divided | undefined {
  const [train, test, validation] = [ofTraining, ofTest, ofValidation].map((kind) =>
    files.filter((file) => kind.test(file)),
  )
  const all = [...train!, ...test!, ...validation!]
  if (train!.length !== 1 || test!.length !== 1 || all.length !== files.length) return undefined
  if (validation!.length > 1 || new Set(all).size < all.length) return undefined
  return [
    ['', train![0]!],
    ['--test', test![0]!],
    ...validation!.map((file) => ['--validation', file] as const),
  ]
}

/** The files of a split by users: those to train on, and what a model sees and has to find of others. */
function partsByUsers(files: readonly string[]): Divided | undefined {
  const ofUsers = (kind: RegExp, part: RegExp) => files.filter((file) => kind.test(file) && part.test(file))
  const parts = {
    '': files.filter((file) => ofTraining.test(file)),
    '--validation-fold-in': ofUsers(ofValidation, seenPart),
    '--validation': ofUsers(ofValidation, foundPart),
    '--test-fold-in': ofUsers(ofTest, seenPart),
    '--test': ofUsers(ofTest, foundPart),
  }
  if (Object.values(parts).some(({ length }) => length !== 1)) return undefined
  return Object.entries(parts).map(([option, [file]]) => [option, file!])
}

/** The command that keeps files of a split in a folder beside theirs, with the columns that the one to train on needs named. */
async function splitCommand(path: string, parts: Divided): Promise<string> {
  const files = parts.map(([option, file]) => `${option} ${shellWord(join(path, file))}`.trim())
  const columns = Object.entries(await likelyColumns(join(path, parts[0]![1])))
  const flags = columns.map(([option, column]) => flagWith(option, column))
  return ['hvamp split', ...files, ...flags, `--out ${shellWord(`${basename(resolve(path))}-split`)}`].join(
    ' ',
  )
}
