import { dirname, join, relative, resolve } from 'node:path'
import { shellWord } from '../terminal/shell-word'

/** Options of a training that act when it is over: a run does not keep them, so a command that resumes it has them again. */
export interface AfterTraining {
  readonly latest?: string | true | undefined
  /** Left out where it is the default. */
  readonly keptShare?: number | undefined
  readonly failBelow?: string | undefined
  readonly failMetric?: string | undefined
}

/** The command that finishes a run as the one that began it would have. */
export function resumeCommand(folder: string, after: AfterTraining = {}): string {
  const { latest, keptShare, failBelow, failMetric } = after
  const options = [
    ...(failBelow === undefined ? [] : ['--fail-below', shellWord(failBelow)]),
    ...(failMetric === undefined ? [] : ['--fail-metric', shellWord(failMetric)]),
    ...(keptShare === undefined ? [] : ['--kept-share', String(keptShare)]),
    ...(latest === undefined ? [] : latest === true ? ['--latest'] : ['--latest', shellWord(latest)]),
  ]
  return ['hvamp train --resume', shellWord(folder), ...options].join(' ')
}

/** The option for a link that `config.json` has: without a value where it is the default. */
export function latestOption(folder: string, link: string | undefined): string | true | undefined {
  if (link === undefined) return undefined
  return link === resolve(join(dirname(folder), 'latest')) ? true : relative('', link)
}
