import * as Plot from '@observablehq/plot'
import type { Comparison } from '../comparison/compare-runs'
import type { Difference } from '../comparison/differences'
import { comparisonNotes, comparisonTables, groupTitle } from '../comparison/tables'
import { metricTitle } from '../terminal/format'
import { chart, chartWidth, roomFor } from './chart'
import { colour, legend, systemMark } from './colours'
import { type Html, html } from './html'
import type { Report } from './read-report'
import { details, htmlTable } from './tables'
import { ticksThatFit } from './ticks'

/** How the runs do on the test users: means, differences, and both by activity. */
export function comparisonSections({ comparison, resamples }: Report): Html {
  const { metrics, systems, differences } = comparison
  const tables = comparisonTables(comparison)
  const [means, ...others] = tables
  const activity = others.splice(differences.length > 0 ? metrics.length : 0)
  return html`<section id="metrics"><h2>Metrics on test users</h2>
${htmlTable(means!)}</section>
${differences.length > 0 ? differencesSection(comparison, others.map(htmlTable), comparisonNotes(comparison, resamples)) : []}
<section id="activity"><h2>By activity of the users</h2>
${legend(systems.map(systemMark))}
<div class="charts">${metrics.map((name) => byActivity(comparison, name))}</div>
<p class="note">Users in four groups by how many of their items the model saw; lines are one standard error to both sides.</p>
${details('The same in numbers', ...activity.map(htmlTable))}</section>`
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
<p class="note">Dots are mean differences over the same users, lines their 95 % bootstrap intervals: where one does not reach 0, that
difference, taken alone, is more than chance. The p-values of the tables count all differences tested.</p>
${tables}<p class="note">${notes.join(' ')}</p></section>`
}

function intervals(differences: readonly Difference[], metric: string): Html {
  const isOneBase = new Set(differences.map(({ to }) => to)).size === 1
  const rows = differences.map(({ system, to, ...rest }) => ({
    label: isOneBase ? system : `${system} − ${to}`,
    ...rest,
  }))
  const y = { y: 'label' }
  const [low, high] = rangeOf(rows)
  const beside = roomFor(rows.map(({ label }) => label))
  const margins = { marginLeft: beside ?? 20, marginRight: 20 }
  const room = chartWidth - margins.marginLeft - margins.marginRight
  const base = isOneBase ? ` against ${differences[0]!.to}` : ''
  return chart({
    title: `${metricTitle(metric)}${base}`,
    description: `Mean difference and 95 % interval: ${rows.map(({ label, meanDifference, low, high }) => `${label} ${meanDifference.toFixed(4)}, ${low.toFixed(4)} to ${high.toFixed(4)}`).join('; ')}.`,
    height: 60 + (beside === undefined ? 30 + 14 * linesOf(rows) : 28) * rows.length,
    ...margins,
    x: {
      label: null,
      domain: [low, high],
      ticks: ticksThatFit({ low, high, room, labelOf: differenceLabel }),
      tickFormat: differenceLabel,
    },
    y: {
      label: null,
      domain: rows.map(({ label }) => label),
      grid: false,
      tickSize: 0,
      ...(beside === undefined && { ticks: [] }),
    },
    marks: [
      Plot.ruleX([0], { strokeDasharray: '3 3' }),
      Plot.ruleY(rows, { ...y, x1: 'low', x2: 'high', stroke: colour(0), strokeWidth: 2 }),
      Plot.dot(rows, { ...y, x: 'meanDifference', r: 4.5, fill: colour(0), stroke: 'var(--page)' }),
      ...(beside === undefined ? [labelsAbove(rows)] : []),
    ],
  })
}

/** How many lines the longest label takes above its line. */
function linesOf(rows: readonly { readonly label: string }[]): number {
  return Math.ceil((6.8 * Math.max(...rows.map(({ label }) => label.length))) / (chartWidth - 40))
}

/** Labels too long to stand beside their lines: above them, over the whole width, in lines where even that is too little. */
function labelsAbove(rows: readonly { readonly label: string }[]) {
  return Plot.text(rows, {
    ...{ y: 'label', text: 'label', frameAnchor: 'left', textAnchor: 'start', dy: -7, fontSize: 12 },
    ...{ lineWidth: (chartWidth - 40) / 12, lineAnchor: 'bottom', fill: 'currentColor' },
    ...{ stroke: 'var(--page)', strokeWidth: 3 },
  })
}

/** From the lowest to the highest end of the intervals, 0 among them, with a little room; never empty. */
function rangeOf(rows: readonly { readonly low: number; readonly high: number }[]): [number, number] {
  const low = Math.min(0, ...rows.map((row) => row.low))
  const high = Math.max(0, ...rows.map((row) => row.high))
  const margin = 0.04 * (high - low) || 0.001
  return [low - margin, high + margin]
}

/** A difference as short as it can be written: −0.05, 0, +0.1. */
function differenceLabel(value: number): string {
  return value === 0 ? '0' : `${value < 0 ? '−' : '+'}${Number(Math.abs(value).toPrecision(3))}`
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
      label: 'items of the user that the model saw',
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
