import { join, relative, sep } from 'node:path'
import type { Difference } from '../comparison/differences'
import { chanceLevel } from '../comparison/verdict'
import { writeJson, writeWhole } from '../files/write-file'
import { unmeasuredNotes } from '../inputs/unmeasured-users'
import { optionName } from '../settings/option-name'
import { counted, duration, meanAndError, metricTitle, pValue, signed } from '../terminal/format'
import { markdownTable } from '../terminal/text-table'
import type { Choice } from './choices'
import { type Experiment, experimentMetrics } from './experiment'
import { type ExperimentResults, isOfOthersAlone, resamples, type SystemResult } from './experiment-results'

/** The format of the `report.json` of an experiment. */
export const experimentFormat = 'hvamp-experiment'

/** What an experiment is made of, beside its results. */
export interface ExperimentFacts {
  readonly experiment: Experiment
  /** Where the data are, and how users are held out. */
  readonly setting: string
  /** What the tests are over. */
  readonly tested: string
  /** What is not as the experiment says: other data, other held-out users, a smaller budget. */
  readonly marks: readonly string[]
  /** Names of the rows that are asked for: all by default. */
  readonly rows?: readonly string[] | undefined
}

interface Cells {
  readonly head: string[]
  readonly rows: string[][]
}

/** Means of the systems that are measured, with what was chosen on the validation users. */
export function meansCells({ systems }: ExperimentResults): Cells {
  return {
    head: ['', ...experimentMetrics.map(metricTitle), 'validation', 'chosen', 'training'],
    rows: systems.flatMap(({ title, measured, choice, seconds }) =>
      measured
        ? [
            [
              title,
              ...experimentMetrics.map((metric) => {
                const spread = measured.seeds?.[metric]
                return `${meanAndError(measured.metrics[metric]!)}${spread ? ` (seeds ${spread.deviation.toFixed(4)})` : ''}`
              }),
              choice!.validation.toFixed(4),
              optionsText(choice!.options),
              duration(seconds),
            ],
          ]
        : [],
    ),
  }
}

/** Differences from the system that the others are compared with, with p-values; none while it is not measured. */
export function differencesCells({ systems, against }: ExperimentResults): Cells | undefined {
  const compared = systems.filter(({ differences }) => Object.keys(differences).length > 0)
  if (against === undefined || compared.length === 0) return undefined
  return {
    head: [`less ${against}`, ...experimentMetrics.map(metricTitle)],
    rows: compared.map(({ title, differences }) => [
      title,
      ...experimentMetrics.map((metric) => differenceText(differences[metric]!)),
    ]),
  }
}

function differenceText({ meanDifference, standardError, seedError = 0, t }: Difference): string {
  const error = Math.hypot(standardError, seedError)
  return `${signed(meanDifference)} ± ${error.toFixed(4)} (p ${pValue(t.adjusted)})`
}

/** Lines under the tables: what the numbers are, and what is missing. */
export function experimentNotes(
  { experiment, setting, tested, marks, rows }: ExperimentFacts,
  { systems, against, users, withoutHeldOutItems = 0, folds }: ExperimentResults,
): string[] {
  const rising = systems.flatMap(({ title, stillRising }) =>
    stillRising.length > 0
      ? [`${title} (${stillRising.length} run${stillRising.length > 1 ? 's' : ''})`]
      : [],
  )
  const missing = systems.filter(({ missing }) => missing !== undefined)
  const isAsked = ({ name }: SystemResult) => rows === undefined || rows.includes(name)
  const hasSeeds = systems.some(({ measured }) => measured?.seeds)
  const passedOver = systems.some((row) => row.measured && isOfOthersAlone(experiment, row))
  const isShown = (system: SystemResult) => isAsked(system) || system.choice !== undefined
  const leftOut = missing.filter((system) => !isShown(system)).length
  const trainings = trainingsNote(systems, folds)
  return [
    setting,
    tested,
    ...(trainings === undefined ? [] : [trainings]),
    ...(experiment.note === undefined ? [] : [experiment.note]),
    ...marks.map((mark) => `Not as the table says: ${mark}`),
    'Options were chosen by NDCG@100 on the validation users, before any test user was looked at; choices.json has every trial.',
    ...(users === undefined
      ? []
      : [
          `Mean ± standard error over ${counted(users, 'test user')}${folds === undefined ? '' : ` in ${folds} folds`}.${hasSeeds ? ' Seeds: the standard deviation of such a mean over them.' : ''}`,
          ...unmeasuredNotes({ measured: users, withoutHeldOutItems }),
        ]),
    ...(against === undefined
      ? []
      : [
          ...(experiment.against.length > 1
            ? [
                `Compared with ${against}: of the rows of H+Vamp (Gated) that are measured, its priors and its blends, the one that validates best${passedOver ? ', but for blends in which its weight is 0' : ''}.`,
              ]
            : []),
          `Differences: mean ± standard error over the same users${hasSeeds ? ', with the spread of the seeds' : ''}; p-values of paired t tests over users${hasSeeds ? ', without that spread' : ''}, two-sided, adjusted by Holm for all of them together. More than chance: below ${chanceLevel}.`,
        ]),
    ...(experiment.blends.length > 0 ? [blendNote] : []),
    ...(users === undefined && rising.length === 0 ? [] : [risingNote(rising)]),
    ...systems.flatMap((system) => fewerTrialsNote(system) ?? []),
    ...missing.filter(isShown).map(({ title, missing }) => `Missing: ${title}: ${missing}`),
    ...(leftOut > 0 ? [`Not asked for by --rows: ${leftOut} of ${systems.length} rows.`] : []),
  ]
}

/** That rows have different numbers of seeds, as those have that were made by different commands; undefined if they have the same. */
function trainingsNote(systems: readonly SystemResult[], folds = 1): string | undefined {
  const rows = systems.filter(({ measured }) => measured)
  const countOf = ({ folders }: SystemResult) => folders.length / folds
  const counts = [...new Set(rows.map(countOf))]
  if (counts.length < 2) return undefined
  const titlesOf = (count: number) => rows.filter((row) => countOf(row) === count).map(({ title }) => title)
  return `Rows have different numbers of seeds: ${counts.map((count) => `${count} of ${titlesOf(count).join(', ')}`).join('; ')}.`
}

/** Whether training was long enough, of the runs that were measured. */
function risingNote(rising: readonly string[]): string {
  return rising.length === 0
    ? 'Validation had stopped rising, for as long as the patience, in every measured run that stops early.'
    : `Validation had not stopped rising when the epochs were over: ${rising.join('; ')}.`
}

const blendNote =
  'A × B ranks by the weighted sum of z-scores of the runs above it (hvamp blend). Its weights were chosen like all options, on the validation users of the same runs; its training is the time of that choice.'

/** That some trials of a system failed, so that the others alone were chosen among; undefined if none did. */
export function fewerTrialsNote({
  title,
  choice,
}: Pick<SystemResult, 'title' | 'choice'>): string | undefined {
  if (!choice) return undefined
  const count = Object.keys(choice.trials).length
  const failed = failedIn(choice)
  return failed > 0
    ? `${title}: chosen among ${count - failed} of ${count} trials, for ${failed} failed.`
    : undefined
}

function failedIn({ trials }: Choice): number {
  return Object.values(trials).filter((value) => value === null).length
}

/** What was chosen of each system, as it is told before any test user is looked at. */
export function choiceLine({ title }: { readonly title: string }, choice: Choice): string {
  const { trials, validation, seconds } = choice
  const failed = failedIn(choice)
  const count = Object.keys(trials).length
  return `${title}: ${optionsText(choice.options) || 'nothing to choose'}, NDCG@100 ${validation.toFixed(4)} on validation users, of ${count} trial${count > 1 ? 's' : ''}${failed > 0 ? `, ${failed} failed` : ''} in ${duration(seconds)}`
}

function optionsText(options: Choice['options']): string {
  return Object.entries(options)
    .map(([name, value]) => `${optionName(name).slice(2)} ${value}`)
    .join(', ')
}

/** Writes `report.md` and `report.json`, in which folders of runs begin in the one of the experiment: it can be moved, and kept elsewhere. */
export async function writeExperiment(
  folder: string,
  facts: ExperimentFacts,
  results: ExperimentResults,
): Promise<void> {
  const { experiment, marks, setting } = facts
  const within = (run: string) => relative(folder, run).replaceAll(sep, '/')
  const [means, differences] = [meansCells(results), differencesCells(results)]
  const runs = results.systems.flatMap(({ title, folders }) =>
    folders.length > 0 ? [`- ${title}: ${folders.map(within).join(' ')}`] : [],
  )
  const markdown = [
    `# ${experiment.title}${marks.length > 0 ? ' (not as the table says)' : ''}`,
    '',
    ...(means.rows.length > 0 ? [markdownTable(means.head, means.rows), ''] : []),
    ...(differences ? [markdownTable(differences.head, differences.rows), ''] : []),
    ...experimentNotes(facts, results).map((note) => `- ${note}`),
    ...(runs.length > 0
      ? ['', 'Runs in this folder, with the values of each user, for `hvamp compare`:', '', ...runs]
      : []),
    '',
  ].join('\n')
  await writeWhole(join(folder, 'report.md'), markdown)
  await writeJson(join(folder, 'report.json'), {
    ...{ format: experimentFormat, version: 1, name: experiment.name, title: experiment.title },
    ...{ setting, marks, resamples },
    ...results,
    systems: results.systems.map((system) => reported(system, within)),
  })
}

/** A system as `report.json` has it. */
function reported({ measured, folders, ...system }: SystemResult, within: (run: string) => string) {
  return {
    ...system,
    folders: folders.map(within),
    ...(measured && { metrics: measured.metrics, seeds: measured.seeds }),
  }
}
