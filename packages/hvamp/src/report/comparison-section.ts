import * as Plot from '@observablehq/plot'
import type { ComparedSystem, Comparison } from '../comparison/compare-runs'
import type { Difference } from '../comparison/differences'
import { comparisonNotes, comparisonTables, groupTitle } from '../comparison/tables'
import { metricTitle, signed } from '../terminal/format'
import { chart, roomFor } from './chart'
import { colour, legend, systemMark } from './colours'
import { type Html, html } from './html'
import type { Report } from './read-report'
import { htmlTable } from './tables'

/** How the runs do on the test users: means, differences, and both by activity. */
export function comparisonSections({ comparison, resamples }: Report): Html {
  const { metrics, systems, differences } = comparison
  const tables = comparisonTables(comparison)
  const [means, ...others] = tables
  const activity = others.splice(differences.length > 0 ? metrics.length : 0)
  return html`<section id="metrics"><h2>Metrics on test users</h2>
<div class="charts">${metrics.map((name) => bars(systems, name))}</div>
<p class="note">Bars reach the mean over the test users, lines one standard error to both sides.</p>
${htmlTable(means!)}</section>
${differences.length > 0 ? differencesSection(comparison, others.map(htmlTable), comparisonNotes(comparison, resamples)) : []}
<section id="activity"><h2>By activity of the users</h2>
${legend(systems.map(systemMark))}
<div class="charts">${metrics.map((name) => byActivity(comparison, name))}</div>
<p class="note">Users in four groups by how many of their items the model saw; lines are one standard error to both sides.</p>
${activity.map(htmlTable)}</section>`
}

function bars(systems: readonly ComparedSystem[], metric: string): Html {
  const rows = systems.map((system, position) => {
    const { title, metrics } = system
    const { mean, standardError } = metrics[metric]!
    const error = Number.isFinite(standardError) ? standardError : 0
    return { title, mean, low: mean - error, high: mean + error, fill: systemMark(system, position).colour }
  })
  const y = { y: 'title' }
  return chart({
    title: metricTitle(metric),
    description: `A bar for each system: ${rows.map(({ title, mean }) => `${title} ${mean.toFixed(4)}`).join(', ')}.`,
    height: 60 + 30 * rows.length,
    marginLeft: roomFor(rows.map(({ title }) => title)),
    marginRight: 48,
    x: { label: null, zero: true, nice: true, ticks: 4 },
    y: { label: null, domain: rows.map(({ title }) => title), grid: false, tickSize: 0 },
    marks: [
      ...rows.map((row) =>
        Plot.barX([row], {
          ...y,
          x: 'mean',
          fill: row.fill,
          fillOpacity: 0.75,
          insetTop: 3,
          insetBottom: 3,
        }),
      ),
      Plot.ruleY(rows, { ...y, x1: 'low', x2: 'high', strokeWidth: 1.5 }),
      Plot.tickX(rows, { ...y, x: 'low', insetTop: 9, insetBottom: 9 }),
      Plot.tickX(rows, { ...y, x: 'high', insetTop: 9, insetBottom: 9 }),
      Plot.text(rows, { ...y, x: 'high', text: ({ mean }) => mean.toFixed(4), textAnchor: 'start', dx: 6 }),
      Plot.ruleX([0]),
    ],
  })
}

function differencesSection(
  { metrics, differences }: Comparison,
  tables: readonly Html[],
  notes: readonly string[],
) {
  return html`<section id="differences"><h2>Differences</h2>
<div class="charts">${metrics.map((name) =>
    intervals(
      differences.filter(({ metric }) => metric === name),
      name,
    ),
  )}</div>
<p class="note">Dots are mean differences over the same users, lines their 95 % bootstrap intervals: where one does not reach 0, the
difference is more than chance would have it, other differences left aside.</p>
${tables}<p class="note">${notes.join(' ')}</p></section>`
}

function intervals(differences: readonly Difference[], metric: string): Html {
  const isOneBase = new Set(differences.map(({ to }) => to)).size === 1
  const rows = differences.map(({ system, to, ...rest }) => ({
    label: isOneBase ? system : `${system} − ${to}`,
    ...rest,
  }))
  const y = { y: 'label' }
  const base = isOneBase ? ` against ${differences[0]!.to}` : ''
  return chart({
    title: `${metricTitle(metric)}${base}`,
    description: `Mean difference and 95 % interval: ${rows.map(({ label, meanDifference, low, high }) => `${label} ${meanDifference.toFixed(4)}, ${low.toFixed(4)} to ${high.toFixed(4)}`).join('; ')}.`,
    height: 60 + 28 * rows.length,
    marginLeft: roomFor(rows.map(({ label }) => label)),
    marginRight: 20,
    x: {
      label: null,
      nice: true,
      ticks: 3,
      tickFormat: (value: number) => (value === 0 ? '0' : signed(value).replace(/0+$/, '')),
    },
    y: { label: null, domain: rows.map(({ label }) => label), grid: false, tickSize: 0 },
    marks: [
      Plot.ruleX([0], { strokeDasharray: '3 3' }),
      Plot.ruleY(rows, { ...y, x1: 'low', x2: 'high', stroke: colour(0), strokeWidth: 2 }),
      Plot.dot(rows, { ...y, x: 'meanDifference', r: 4.5, fill: colour(0), stroke: 'var(--page)' }),
    ],
  })
}

function byActivity({ systems, activity }: Comparison, metric: string): Html {
  const labels = activity.map(groupTitle)
  const step = 0.5 / Math.max(1, systems.length - 1)
  const rows = systems.map(({ title, byActivity }, position) =>
    byActivity[metric]!.map(({ mean, standardError }, group) => {
      const error = Number.isFinite(standardError) ? standardError : 0
      const x = group + (systems.length > 1 ? position * step - 0.25 : 0)
      return { title, x, mean, low: mean - error, high: mean + error }
    }),
  )
  return chart({
    title: metricTitle(metric),
    description: `Means of each system in ${labels.length} groups of users, from those of whom least was seen: ${labels.join(', ')} items.`,
    x: {
      label: 'items seen of the user',
      domain: [-0.5, labels.length - 0.5],
      ticks: [...labels.keys()],
      tickFormat: (group: number) => labels[group] ?? '',
      grid: false,
    },
    y: { label: null, zero: true, nice: true },
    marks: rows.flatMap((points, position) => {
      const { colour, dashes } = systemMark(systems[position]!, position)
      const isSecondRound = dashes !== 'none'
      return [
        Plot.lineY(points, {
          x: 'x',
          y: 'mean',
          stroke: colour,
          strokeOpacity: 0.5,
          strokeDasharray: dashes,
        }),
        Plot.ruleX(points, { x: 'x', y1: 'low', y2: 'high', stroke: colour, strokeWidth: 1.5 }),
        Plot.dot(points, {
          ...{ x: 'x', y: 'mean', r: 3.5, strokeWidth: 1.75, stroke: colour },
          fill: isSecondRound ? 'var(--page)' : colour,
        }),
      ]
    }),
  })
}
