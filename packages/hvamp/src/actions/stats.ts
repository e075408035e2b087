import { dataSet, type Interactions, type Spread, type Statistics, splitUsers, statistics } from '@hvamp/data'
import { everybodyOf } from '../inputs/everybody'
import { filtersOf } from '../inputs/kept'
import { loadRatings, type Ratings } from '../inputs/load-ratings'
import { isSplit, loadSplitFolder } from '../inputs/load-split'
import { locateData } from '../inputs/locate-data'
import { differenceLines, unpublishedCounts } from '../inputs/published-counts'
import { partsTable, splitParts } from '../inputs/split-parts'
import type { DataSettings } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { SplitSettings } from '../settings/split'
import { splitDefaults } from '../settings/split'
import { grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'

/** Counts what is in a file. */
export async function statsAction(
  data: string,
  { values: flags, isExplicit }: Requested<DataSettings & { dataFolder?: string; json?: boolean }>,
): Promise<void> {
  const out = output(flags)
  const { path, settings } = await locateData(data, {
    values: { ...flags, ...splitDefaults }, // whose training users a data set by name is known by
    isExplicit,
  })
  if (await isSplit(path, settings)) return splitStats(path, isExplicit, out)
  const ratings = await loadRatings(
    path,
    { values: settings, isExplicit },
    { out, timestamps: isExplicit('timeColumn') },
  )
  const differences = unpublishedCounts(
    { ...settings, ...ratings.settings },
    { files: ratings.read, kept: ratings.kept, ...trainingOf(ratings, settings) },
  )
  const read = statistics(ratings.read)
  const kept = statistics(ratings.kept)
  const columns = [lines(read), lines(kept)] as const
  out.print(
    textTable(
      ['', 'in the file', 'kept'],
      [...columns[0]].map(([name, value]) => [name, value, columns[1].get(name)!]),
    ),
  )
  out.print(`\nkept: ${keptInWords(ratings.settings)}`)
  if (read.values && read.values.length <= 20) {
    const rows = read.values.map(({ value, count: times }) => [
      String(value),
      grouped(times),
      `${((100 * times) / read.interactions).toFixed(1)} %`,
    ])
    out.print(`\n${textTable(['rating', 'times', 'share'], rows)}`)
  }
  if (settings.dataSet !== undefined) {
    out.print(
      `\n${dataSet(data).title}, from ${path}${differences.length === 0 ? ': all counts as published' : ''}`,
    )
    for (const line of differenceLines(data, differences)) out.print(line)
  }
  out.emit({
    file: path,
    reading: ratings.reading,
    read,
    kept,
    ...(settings.dataSet !== undefined && { differences }),
  })
}

/** Counts what is in the folder of a split. */
async function splitStats(path: string, isExplicit: (name: string) => boolean, out: Output): Promise<void> {
  const { split, reading, settings, differences } = await loadSplitFolder(path, isExplicit)
  const all = statistics(everybodyOf(split).train)
  const train = statistics(split.train)
  const columns = [lines(all), lines(train)] as const
  out.print(
    textTable(
      ['', 'all parts', 'to train on'],
      [...columns[0]].map(([name, value]) => [name, value, columns[1].get(name)!]),
    ),
  )
  const parts = splitParts(split)
  out.print(`\n${partsTable(parts)}`)
  out.print(`\nkept: ${keptInWords(settings)}, before the file was divided by --split ${settings.split}`)
  out.emit({ file: path, reading, read: all, kept: all, train, parts, differences })
}

const keptInWords = (settings: DataSettings) => filtersOf(settings).join(', then ') || 'all of it'

/** The training part, where its counts are published. */
function trainingOf(
  { kept }: Ratings,
  { dataSet: name, heldOut }: DataSettings & Partial<SplitSettings>,
): { training?: Interactions } {
  if (name === undefined || heldOut === undefined || !dataSet(name).counts.training) return {}
  return 2 * heldOut < kept.userCount ? { training: splitUsers(kept, { heldOut }).train } : {}
}

function lines(of: Statistics): Map<string, string> {
  return new Map([
    ['users', grouped(of.users)],
    ['items', grouped(of.items)],
    ['interactions', grouped(of.interactions)],
    ['density', `${(100 * of.density).toPrecision(3)} %`],
    ['items of a user', spread(of.interactionsPerUser)],
    ['users of an item', spread(of.interactionsPerItem)],
    ['share of the top 1 % of items', `${(100 * of.topItemsShare).toFixed(1)} %`],
    ['Gini coefficient of items', of.itemGini.toFixed(3)],
  ])
}

function spread({ min, median, mean, max }: Spread): string {
  return `${grouped(min)} … ${grouped(max)}, median ${grouped(median)}, mean ${mean.toFixed(1)}`
}
