import * as Plot from '@observablehq/plot'
import type { DataProfile } from '../runs/data-profile'
import { grouped } from '../terminal/format'
import { chart, chartWidth } from './chart'
import { colour } from './colours'
import { type Html, html } from './html'
import type { ReportedRun } from './read-report'
import { htmlTable } from './tables'
import { logLabels, widthFor } from './ticks'

/** What the runs were trained on: one part for each different training set. */
export function dataSection(runs: readonly ReportedRun[]): Html {
  const byData = new Map<string, ReportedRun[]>()
  for (const run of runs) {
    const key = JSON.stringify(run.data)
    byData.set(key, [...(byData.get(key) ?? []), run])
  }
  const several = byData.size > 1
  return html`<section id="data"><h2>Training data</h2>
${[...byData.values()].map((group) => [
  several ? html`<h3>${group.map(({ title }) => title).join(', ')}</h3>` : undefined,
  dataOf(group[0]!),
])}</section>`
}

function dataOf({ data, config }: ReportedRun): Html {
  const { source, train, validation, test } = config.data
  const spread = ({ min, max, median, mean }: DataProfile['interactionsPerUser']) =>
    `${grouped(min)} … ${grouped(max)}, median ${grouped(median)}, mean ${mean.toFixed(1)}`
  const rows = [
    ['source', `${source.path} (${grouped(source.bytes)} bytes, SHA-256 ${source.sha256.slice(0, 12)}…)`],
    ['users to train on', grouped(train.users)],
    ['users for validation, for test', `${grouped(validation.users)}, ${grouped(test.users)}`],
    ['items', grouped(data.items)],
    ['interactions to train on', grouped(data.interactions)],
    ...(data.repeated ? [['repeated rows of the file', grouped(data.repeated.rows)]] : []),
    ['density', `${(100 * data.density).toPrecision(3)} %`],
    ['items of a user', spread(data.interactionsPerUser)],
    ['users of an item', spread(data.interactionsPerItem)],
    ['share of the top 1 % of items', `${(100 * data.topItemsShare).toFixed(1)} %`],
    ['Gini coefficient of items', data.itemGini.toFixed(3)],
  ]
  return html`<div class="charts">${[longTail(data), concentration(data), historyLengths(data)]}</div>
${htmlTable({ title: 'Training data', head: ['', ''], rows })}`
}

function longTail({ popularity, items }: DataProfile): Html {
  return chart({
    title: 'Long tail of items',
    description: `How many users have the item of each rank, both on logarithmic scales: ${grouped(popularity[0]?.interactions ?? 0)} have the first of ${grouped(items)}, ${grouped(popularity.at(-1)?.interactions ?? 0)} the last.`,
    x: { label: 'rank of the item', type: 'log', tickFormat: across(items) },
    y: { label: 'users who have it', type: 'log', tickFormat: upwards(popularity[0]?.interactions ?? 1) },
    marks: [
      Plot.lineY(
        popularity.filter(({ interactions }) => interactions > 0),
        { x: 'rank', y: 'interactions', stroke: colour(0), strokeWidth: 2 },
      ),
    ],
  })
}

function concentration({ popularity, items, interactions }: DataProfile): Html {
  const shares = popularity.map(({ rank, cumulative }) => ({
    items: (100 * rank) / items,
    interactions: (100 * cumulative) / interactions,
  }))
  const points = [{ items: 0, interactions: 0 }, ...shares]
  return chart({
    title: 'What the most popular items have',
    description:
      'Share of all interactions that the most popular items have together, by their share of all items.',
    x: { label: '% of items, most popular first', domain: [0, 100] },
    y: { label: '% of interactions', domain: [0, 100] },
    marks: [
      Plot.lineY(points, { x: 'items', y: 'interactions', stroke: colour(0), strokeWidth: 2 }),
      Plot.areaY(points, { x: 'items', y: 'interactions', fill: colour(0), fillOpacity: 0.15 }),
    ],
  })
}

function historyLengths({ historyLengths, interactionsPerUser: { median } }: DataProfile): Html {
  return chart({
    title: 'Lengths of histories',
    description: `How many training users have how many items, on a logarithmic scale; the median is ${median}.`,
    x: { label: 'items of the user', type: 'log', tickFormat: across(historyLengths.at(-1)?.below ?? 1) },
    y: { label: 'users', grid: true },
    marks: [
      Plot.rectY(
        historyLengths.filter(({ users }) => users > 0),
        { x1: 'from', x2: 'below', y: 'users', fill: colour(0), fillOpacity: 0.75, inset: 0.5 },
      ),
      Plot.ruleY([0]),
    ],
  })
}

/** Labels of a logarithmic axis from left to right. */
function across(highest: number) {
  return logLabels({ highest, room: chartWidth - 78, between: widthFor(grouped(highest)), labelOf: grouped })
}

/** Labels of a logarithmic axis from bottom to top. */
function upwards(highest: number) {
  return logLabels({ highest, room: 180, between: 16, labelOf: grouped })
}
