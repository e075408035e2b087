import type { ComparedSystem } from '../comparison/compared-system'
import { foldersInShort, runsOfOthers } from '../comparison/folders-in-short'
import { isDormant } from '../settings/dormant'
import { hasEffectOn } from '../settings/model'
import { optionName } from '../settings/option-name'
import { type Html, html } from './html'
import type { Report, ReportedRun } from './read-report'
import { details, htmlTable } from './tables'

/** What each system was trained with, options without an effect on it left out: what differs between systems, and all the rest. */
export function optionsSection({ runs, comparison }: Report): Html {
  const systems = comparison.systems.filter((system) => system.runs.length > 0)
  const values = systems.map((system) => settingsOfSystem(system, systems, runs))
  const names = [...new Set(values.flatMap((settings) => [...settings.keys()]))]
  const rows = names.map((name) => [name, ...values.map((settings) => settings.get(name) ?? '–')])
  const differs = ([, ...cells]: string[]) => new Set(cells).size > 1
  const head = ['', ...systems.map(({ title }) => title)]
  const table = (title: string, rows: readonly string[][]) => htmlTable({ title, head, rows })
  const [different, same] = [rows.filter(differs), rows.filter((row) => !differs(row))]
  const tables =
    systems.length === 1
      ? table('Options', rows)
      : [table('What differs', different), details('What is the same', table('What is the same', same))]
  return html`<section id="options"><h2>Options of the runs</h2>
${tables}</section>`
}

/** The settings of the runs of a system together: those that differ, as its seeds and folds do, as a list. */
function settingsOfSystem(
  { runs: folders }: ComparedSystem,
  systems: readonly ComparedSystem[],
  all: readonly ReportedRun[],
): Map<string, string> {
  const runs = all.filter(({ folder }) => folders.includes(folder))
  const settings = runs.map(settingsOf)
  const names = [...new Set(settings.flatMap((each) => [...each.keys()]))]
  const finished = runs.map(({ metrics }) => metrics.finished).toSorted()
  return new Map([
    ['folder', foldersInShort(folders, runsOfOthers(systems, folders))],
    ['finished', finished.at(-1)!.slice(0, 16).replace('T', ' ')],
    ...names.map((name): [string, string] => [name, listed(settings.map((each) => each.get(name) ?? '–'))]),
  ])
}

/** Different values in words: 7, or 98765, 98766, or of three and more in order 1–5. */
function listed(values: readonly string[]): string {
  const different = [...new Set(values)]
  const numbers = different.map(Number).toSorted((a, b) => a - b)
  const isRange = numbers.length > 2 && numbers.every((number, i) => number === numbers[0]! + i)
  return isRange ? `${numbers[0]}–${numbers.at(-1)}` : different.join(', ')
}

function settingsOf({ config, metrics }: ReportedRun): Map<string, string> {
  const { options, versions, machine } = config
  const isUsed = (name: string) =>
    hasEffectOn(options.model, name) &&
    !isDormant(options, name) &&
    (name !== 'validationMetric' || metrics.validation !== null)
  const used = Object.entries(options).filter(([name]) => isUsed(name))
  return new Map([
    ...used.map(([name, value]): [string, string] => [optionName(name), String(value)]),
    ['hvamp', versions.hvamp],
    ['Node', versions.node],
    ['tfjs', versions.tfjs],
    ['machine', `${machine.processor}, ${machine.cores} cores, ${machine.system}`],
  ])
}
