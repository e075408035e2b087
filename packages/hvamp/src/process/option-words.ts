import { timeInWords } from './time-in-words'

/** What libraries say by the names of their functions, and how it is said of options. */
const words: readonly (readonly [pattern: RegExp, inOptions: string])[] = [
  [/^(?:read[A-Z]\w+): (decimal|delimiter|encoding|format|missing|quoting) must/, '--$1: must'],
  [/^read[A-Z]\w+: dateOrder must/, '--date-order: must'],
  [/^splitFold: (folds?) must/, '--$1: must'],
  [/^similarItems: items must/, '--items: must'],
  [/^startWorker: lostAfter must/, '--lost-after: must'],
  [/^(?:itemVectors|itemSimilarities|popularItems|recommend): (?=the model|what is)/, ''],
  [/ fitted with times, got none$/, ' trained with times, got none: hvamp train --half-life'],
]

/** The same of points in time. */
const ofTimes: readonly (readonly [pattern: RegExp, inOptions: (first: string, second: string) => string])[] =
  [
    [
      /^splitByTime: timestamps must differ, got (\S+) for all of (\d+) interactions$/,
      (time, count) =>
        `--split time: times must differ, got ${timeInWords(time)} for all ${count} entries: choose another column with --time-column, or another --split`,
    ],
    [
      /^splitByTime: validationFrom must be at most testFrom, got (\S+) and (\S+)$/,
      (validation, test) =>
        `--validation-from: must not be later than what is for test, from ${timeInWords(test)} on by --test-from, or else by --fold-in, got ${timeInWords(validation)}`,
    ],
    [
      /^splitByTime: some timestamps must be before validationFrom, (\S+), got none before (\S+)$/,
      (from, earliest) =>
        `--split time: something must be earlier than ${timeInWords(from)}, from when it is held out by --validation-from, --test-from or else --fold-in, got nothing before ${timeInWords(earliest)}`,
    ],
  ]

/** The message of a library's error, with the options of the command line in place of its functions. */
export function inOptions(message: string): string {
  for (const [pattern, said] of ofTimes) {
    const [, first, second] = pattern.exec(message) ?? []
    if (first !== undefined && second !== undefined) return said(first, second)
  }
  return words.reduce((text, [pattern, said]) => text.replace(pattern, said), message)
}
