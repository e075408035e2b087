import { basename } from 'node:path'
import { badInput } from '../process/bad-input'
import { shellWord } from '../terminal/shell-word'
import { questionOf } from './deciding'

/** What to name of the folder of a publisher whose files have no names of columns, by the file that has users and items. */
const ways: Readonly<Record<string, (file: string) => string>> = {
  // Last.fm 360K
  'usersha1-artmbid-artname-plays.tsv': (file) =>
    `name ${file} with --user-column 0 --item-column 1 --rating-column 3 --missing skip`,
  // Last.fm 1K
  'userid-timestamp-artid-artname-traid-traname.tsv': (file) =>
    `name ${file} with --user-column 0 --item-column 2 --missing skip`,
  // MIND, whose fourth field is a list of the items that the user had read
  'behaviors.tsv': (file) =>
    `write a row for each item of the histories, as awk -F'\\t' 'BEGIN { print "user\\titem" } { n = split($4, items, " "); for (i = 1; i <= n; i++) print $2 "\\t" items[i] }' ${shellWord(file)} does`,
}

/** The way into such a folder; undefined where none of its files, or several, have such a name. */
export function wayOfPublisher(files: readonly string[]): string | undefined {
  const [file, another] = files.filter((each) => Object.hasOwn(ways, basename(each)))
  return file === undefined || another !== undefined ? undefined : ways[basename(file)]!(file)
}

/** The error of such a file by itself, where it asks for columns, with the way into it; any other error as it is. */
export function withWayOfPublisher(error: Error, file: string): Error {
  const question = questionOf(error)
  const way = question?.options.includes('columns') ? wayOfPublisher([file]) : undefined
  return question && way !== undefined ? badInput(`${question.question}: ${way}`, question) : error
}
