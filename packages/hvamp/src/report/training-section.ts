import { duration, metricTitle } from '../terminal/format'
import { legend, runMark } from './colours'
import { type Html, html } from './html'
import type { Report } from './read-report'
import { htmlTable } from './tables'
import { trainingCurves } from './training-curves'

/** How training went: curves of the runs that were trained in epochs, and what came of it. */
export function trainingSection({ runs, comparison }: Report): Html {
  const trained = runs
    .filter(({ history }) => history.length > 0)
    .map((run) => ({ run, mark: runMark(run.folder, run.title, comparison.systems) }))
  return html`<section id="training"><h2>Training</h2>
${
  trained.length > 0
    ? [legend(trained.map(({ mark }) => mark)), html`<div class="charts">${trainingCurves(trained)}</div>`]
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
