import { basename, join } from 'node:path'
import { differingFiles } from '@hvamp/data/node'
import { shellWord } from '../terminal/shell-word'
import { filesOfRatings, firstLine, LOOKED_AT } from './files-of-ratings'
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
    const command = splitCommand(path, files) ?? usersCommand(path, files)
    return command === undefined ? parts : `${parts}, or keep all of them with ${command}`
  }
  const inPath = await filesOfRatings(files.map((file) => join(path, file)))
  const ofRatings = files.filter((file) => inPath.includes(join(path, file)))
  const together = await patternOf(path, files)
  const isOneTable = ofRatings.length === 0 || !(await haveOtherObjects(path, files, ofRatings))
  if (together !== undefined && isOneTable) return `name them together, ${together}`
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

/** The command that reads a folder with one file for each part, and nothing else. */
function splitCommand(path: string, files: readonly string[]): string | undefined {
  const [train, test, validation] = [ofTraining, ofTest, ofValidation].map((kind) =>
    files.filter((file) => kind.test(file)),
  )
  const all = [...train!, ...test!, ...validation!]
  if (train!.length !== 1 || test!.length !== 1 || all.length !== files.length) return undefined
  if (validation!.length > 1 || new Set(all).size < all.length) return undefined
  const named = (file: string) => shellWord(join(path, file))
  const option = validation!.length === 1 ? ` --validation ${named(validation![0]!)}` : ''
  return `hvamp split ${named(train![0]!)} --test ${named(test![0]!)}${option}`
}

/** The command that reads the files of a split by users: those to train on, and what a model sees and has to find of others. */
function usersCommand(path: string, files: readonly string[]): string | undefined {
  const ofUsers = (kind: RegExp, part: RegExp) => files.filter((file) => kind.test(file) && part.test(file))
  const parts = {
    '': files.filter((file) => ofTraining.test(file)),
    ' --validation-fold-in': ofUsers(ofValidation, seenPart),
    ' --validation': ofUsers(ofValidation, foundPart),
    ' --test-fold-in': ofUsers(ofTest, seenPart),
    ' --test': ofUsers(ofTest, foundPart),
  }
  if (Object.values(parts).some(({ length }) => length !== 1)) return undefined
  const options = Object.entries(parts).map(([option, [file]]) => `${option} ${shellWord(join(path, file!))}`)
  return `hvamp split${options.join('')}`
}
