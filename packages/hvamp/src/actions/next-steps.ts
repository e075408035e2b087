import { isStandardInput } from '../inputs/on-disk'
import { dataWords } from '../settings/chosen-data'
import type { Options } from '../settings/option-arguments'
import { shellWord } from '../terminal/shell-word'

/** The command as it was called: `npm start` of a copy of the repository says otherwise than `npx`. */
const command = process.env.HVAMP_COMMAND || 'hvamp'

const madeUp = 'ratings.csv' // stands for a file of one's own

/** The next commands after a first look, and the strength of each model. */
export function nextSteps({
  path,
  options,
  folder,
  title,
  history,
}: {
  readonly path: string | undefined
  /** About the data, as they were given: without them the same file is read otherwise. */
  readonly options: Options
  /** Of the model that was kept. */
  readonly folder: string
  readonly title: string
  /** Items of some user. */
  readonly history: readonly string[]
}): string {
  const isHere = path !== undefined && !isStandardInput(path)
  const data = dataWords(isHere ? path : madeUp, options)
  return `
${title} did best and is kept in ${folder}. Recommend with it:
  ${command} recommend ${shellWord(folder)} ${itemWords(history.slice(0, 3))}

Next${isHere ? '' : `, with a file of your own in place of ${madeUp}`}:
${aligned([
  [`stats ${data}`, 'what is in the file, and how it is read'],
  [`train ${data} --model ease`, 'seconds: the first to try with up to 20,000 items or so'],
  [
    `train ${data} --model item-knn`,
    'seconds, with any number of items; strong where users have few of them',
  ],
  [`train ${data} --model mult-vae`, 'minutes to hours: with many users, often ahead of both'],
  [`train ${data}`, "H+Vamp (Gated), the paper's: slower, for the last percent"],
  [`tune ${data} --model ease --out tuned`, 'good options of a model, by trying some'],
])}`
}

/** Commands, each with a comment of the shell, so that a whole line can be copied. */
function aligned(lines: readonly (readonly [words: string, what: string])[]): string {
  const width = Math.max(...lines.map(([words]) => words.length))
  return lines.map(([words, what]) => `  ${command} ${words.padEnd(width)}   # ${what}`).join('\n')
}

/** A history as words of a command: one with commas in its ids is given item by item. */
function itemWords(ids: readonly string[]): string {
  if (ids.every((id) => !id.includes(','))) return `--items ${shellWord(ids.join(','))}`
  return ids.map((id) => `--item ${shellWord(id)}`).join(' ')
}
