import { type Reading, type ReadingOptions, readInteractions } from '@hvamp/data'
import { readable, refused } from '../../packages/data/src/parsers/publishers.fixture'
import { cell, code } from './markdown'

/** The page of the site on files in the manner of real publishers: how each is read, or why it is refused. */
export async function filePages(): Promise<ReadonlyMap<string, string>> {
  const read = await Promise.all(
    readable.map(async ([publisher, text, , , options]) => {
      const reading = await readingOf(text, options)
      return `| ${cell(publisher)} | ${sample(text)} | ${cell(inWords(reading))} | ${flagsOf(options)} |`
    }),
  )
  const errors = await Promise.all(
    refused.map(async ([publisher, text, , options]) => {
      const message = await readingOf(text, options).then(
        () => 'none',
        (error: Error) => error.message,
      )
      return `| ${cell(publisher)} | ${sample(text)} | ${cell(message)} | ${flagsOf(options)} |`
    }),
  )
  const page = [
    '---\naside: false\n---', // the table is wide
    '# Files of real publishers',
    `How hvamp reads ${readable.length} layouts that people meet, and why it refuses ${refused.length}. The files are made up in the manner of their publishers; a test reads each of them and compares every entry. The right column has the options that the file needs; most need none.`,
    '## Read',
    ['| file | first lines | read as | options |', '| --- | --- | --- | --- |', ...read].join('\n'),
    '## Refused',
    'A file that leaves a doubt, or holds no interactions, is an error that names the place, the rule and the value, and the options that decide.',
    ['| file | first lines | error | options |', '| --- | --- | --- | --- |', ...errors].join('\n'),
  ]
  return new Map([['files/index.md', `${page.join('\n\n')}\n`]])
}

async function readingOf(text: string, options: ReadingOptions = {}): Promise<Reading> {
  let reading: Reading | undefined
  const onReading = (how: Reading) => {
    reading = how
  }
  await readInteractions(new Blob([text]), { name: 'file', ...options, onReading })
  return reading!
}

/** Such as `a table, user = userId, item = movieId, rating = rating; not read: timestamp`. */
function inWords({ format, columns, unread, skipped }: Reading): string {
  const roles = Object.entries(columns ?? {}).flatMap(([role, column]) =>
    column === undefined ? [] : [`${role} = ${place(column)}`],
  )
  const kinds: Readonly<Record<string, string>> = {
    adjacency: 'lists of items',
    json: 'JSON',
    python: 'Python dicts',
  }
  return [
    [kinds[format] ?? format, ...roles].join(', '),
    ...(unread.length > 0 ? [`not read: ${unread.map(place).join(', ')}`] : []),
    ...skipped.map(({ reason, rows }) => `skipped: ${rows} × ${reason === 'above' ? 'line above' : reason}`),
  ].join('; ')
}

const place = (column: string | number) => (typeof column === 'number' ? `column ${column}` : column)

/** The first two lines, with tabs that can be seen. */
function sample(text: string): string {
  const lines = text.split(/\r*\n|\r/, 2).map((line) => line.replaceAll('\t', '⇥'))
  return lines
    .filter((line) => line !== '')
    .map((line) => code(line.length > 42 ? `${line.slice(0, 41)}…` : line))
    .join('<br>')
}

/** Options of the library as those of the command line. */
function flagsOf({ columns = {}, timestamps: _, header, ...rest }: ReadingOptions = {}): string {
  const flags = [
    ...Object.entries(columns).map(
      ([role, name]) => `--${role === 'timestamp' ? 'time' : role}-column ${quoted(name)}`,
    ),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
    ...Object.entries(rest).map(([name, value]) => `--${inFlag(name)} ${quoted(value)}`),
  ]
  return flags.map(code).join(' ')
}

/** `skip-lines` of skipLines. */
function inFlag(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function quoted(value: unknown): string {
  const text = String(value).replace('\t', 'tab')
  return /^[\w:./-]+$/.test(text) ? text : `'${text}'`
}
