import { isDormant } from '../settings/dormant'
import { hasEffectOn } from '../settings/model'
import { optionName } from '../settings/option-name'
import { type Html, html } from './html'
import type { ReportedRun } from './read-report'
import { details, htmlTable } from './tables'

/** What each run was done with, options without an effect on it left out: what differs between runs, and all the rest. */
export function optionsSection(runs: readonly ReportedRun[]): Html {
  const values = runs.map(settingsOf)
  const names = [...new Set(values.flatMap((settings) => [...settings.keys()]))]
  const rows = names.map((name) => [name, ...values.map((settings) => settings.get(name) ?? '–')])
  const differs = ([, ...cells]: string[]) => new Set(cells).size > 1
  const head = ['', ...runs.map(({ title }) => title)]
  const table = (title: string, rows: readonly string[][]) => htmlTable({ title, head, rows })
  const [different, same] = [rows.filter(differs), rows.filter((row) => !differs(row))]
  const tables =
    runs.length === 1
      ? table('Options', rows)
      : [table('What differs', different), details('What is the same', table('What is the same', same))]
  return html`<section id="options"><h2>Options of the runs</h2>
${tables}</section>`
}

function settingsOf({ config, folder, metrics }: ReportedRun): Map<string, string> {
  const { options, versions, machine } = config
  const isUsed = (name: string) =>
    hasEffectOn(options.model, name) &&
    !isDormant(options, name) &&
    (name !== 'validationMetric' || metrics.validation !== null)
  const used = Object.entries(options).filter(([name]) => isUsed(name))
  return new Map([
    ['folder', folder],
    ['finished', metrics.finished.slice(0, 16).replace('T', ' ')],
    ...used.map(([name, value]): [string, string] => [optionName(name), String(value)]),
    ['hvamp', versions.hvamp],
    ['Node', versions.node],
    ['tfjs', versions.tfjs],
    ['machine', `${machine.processor}, ${machine.cores} cores, ${machine.system}`],
  ])
}
