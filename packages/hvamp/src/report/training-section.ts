import * as Plot from '@observablehq/plot'
import { duration, metricTitle } from '../format'
import { chart } from './chart'
import { legend, type Mark, runMark } from './colours'
import { type Html, html } from './html'
import type { Report, ReportedRun } from './read-report'
import { htmlTable } from './tables'

/** How training went: curves of the runs that were trained in epochs, and what came of it. */
export function trainingSection({ runs, comparison }: Report): Html {
  const trained = runs
    .filter(({ history }) => history.length > 0)
    .map((run) => ({ run, mark: runMark(run.folder, run.title, comparison.systems) }))
  return html`<section id="training"><h2>Training</h2>
${
  trained.length > 0
    ? [legend(trained.map(({ mark }) => mark)), html`<div class="charts">${curves(trained)}</div>`]
    : []
}
${htmlTable({
  title: 'Training of each run',
  head: ['', 'epochs', 'best epoch', 'validation', 'time', 'backend'],
  rows: runs.map(({ title, metrics, config }) => [
    title,
    metrics.epochs > 0 ? String(metrics.epochs) : '–',
    metrics.bestEpoch === null ? '–' : String(metrics.bestEpoch),
    metrics.validation === null
      ? '–'
      : `${metrics.validation.toFixed(4)} (${metricTitle(config.options.validationMetric)})`,
    duration(metrics.trainingSeconds),
    metrics.backend,
  ]),
})}</section>`
}

function curves(trained: readonly { run: ReportedRun; mark: Required<Mark> }[]): Html[] {
  const validations = [...new Set(trained.map(({ run: { config } }) => config.options.validationMetric))]
  const shown: [column: string, title: string, description: string][] = [
    [
      'validation',
      `${validations.map(metricTitle).join(', ')} on validation users`,
      'Rises while the model learns what holds for others; the dot is the best epoch, whose weights were kept.',
    ],
    ['loss', 'Loss', 'The objective in training: −log-likelihood + β · KL, mean over users.'],
    ['logLikelihood', 'Log-likelihood', 'Of the training users’ items, mean over users.'],
    ['kl', 'KL divergence', 'Between posterior and prior, mean over users.'],
    ['klWeight', 'β, the weight of the KL divergence', 'Grows while training warms up.'],
  ]
  return shown.flatMap(([column, title, description]) => {
    const lines = trained.map(({ run, mark }) => ({ run, mark, points: pointsOf(run, column) }))
    if (lines.every(({ points }) => points.length === 0)) return []
    return chart({
      title,
      description: `A line for each run over its epochs. ${description}`,
      x: { label: 'epoch', line: true },
      y: { label: null, nice: true, ...(column === 'klWeight' || column === 'kl' ? { zero: true } : {}) },
      marks: lines.flatMap(({ run, mark, points }) => [
        Plot.lineY(points, {
          x: 'epoch',
          y: 'value',
          stroke: mark.colour,
          strokeWidth: 1.75,
          strokeDasharray: mark.dashes,
        }),
        ...(column === 'validation'
          ? [
              Plot.dot(
                points.filter(({ epoch }) => epoch === run.metrics.bestEpoch),
                {
                  x: 'epoch',
                  y: 'value',
                  r: 4,
                  fill: mark.colour,
                  stroke: 'var(--page)',
                  strokeWidth: 1.5,
                },
              ),
            ]
          : []),
      ]),
    })
  })
}

/** What is not 0 all the way: models without a prior have neither KL nor β. */
function pointsOf({ history }: ReportedRun, column: string): { epoch: number; value: number }[] {
  const points = history.flatMap((epoch) => {
    const value = epoch.get(column)
    return value === undefined ? [] : [{ epoch: epoch.get('epoch')!, value }]
  })
  return points.some(({ value }) => value !== 0) && !isWithoutKl(history, column) ? points : []
}

function isWithoutKl(history: ReportedRun['history'], column: string): boolean {
  return column === 'klWeight' && history.every((epoch) => !epoch.get('kl'))
}
