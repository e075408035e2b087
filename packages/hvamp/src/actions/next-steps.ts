import { shellWord } from '../terminal/shell-word'

/** The command as it was called: `npm start` of a copy of the repository says otherwise than `npx`. */
const command = process.env.HVAMP_COMMAND || 'hvamp'

/** The next commands after a first look, and the strength of each model. */
export function nextSteps({
  path,
  folder,
  title,
  history,
}: {
  readonly path: string | undefined
  /** Of the model that was kept. */
  readonly folder: string
  readonly title: string
  /** Items of some user. */
  readonly history: readonly string[]
}): string {
  const data = shellWord(path ?? 'ratings.csv')
  const items = shellWord(history.slice(0, 3).join(','))
  return `
${title} did best and is kept in ${folder}. Recommend with it:
  ${command} recommend ${shellWord(folder)} --items ${items}

Next, with your own data in place of ${data}:
  ${command} stats ${data}                        what is in the file, and how it is read
  ${command} train ${data} --model ease           seconds: the first to try with up to 20,000 items or so
  ${command} train ${data} --model item-knn       seconds, with any number of items; strong where users have few of them
  ${command} train ${data} --model mult-vae       minutes to hours: with many users, often ahead of both
  ${command} train ${data}                        H+Vamp (Gated), the paper's: slower, for the last percent
  ${command} tune ${data} --model ease --out tuned   good options of a model, by trying some`
}
