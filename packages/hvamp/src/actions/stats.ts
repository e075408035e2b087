import { type Spread, type Statistics, statistics } from '@hvamp/data'
import type { Command } from 'commander'
import type { DataSettings } from '../data-options'
import { count } from '../format'
import { givenOptions } from '../given-options'
import { loadRatings } from '../load-ratings'
import { output } from '../output'
import { table } from '../table'

/** Counts what is in a file. */
export async function run(
  path: string,
  flags: DataSettings & { json?: boolean },
  command: Command,
): Promise<void> {
  const out = output(flags)
  const ratings = await loadRatings(path, flags, { isAtLeastGiven: givenOptions(command).has('atLeast') })
  const read = statistics(ratings.read)
  const kept = statistics(ratings.kept)
  const { implicit, atLeast, minItem, minUser } = ratings.settings
  const rules = [
    ...(implicit ? [] : [`ratings ≥ ${atLeast}`]),
    ...(minItem > 0 ? [`items with ≥ ${minItem} users`] : []),
    `users with ≥ ${minUser}`,
  ]
  const columns = [lines(read), lines(kept)] as const
  out.print(
    table(
      ['', 'in the file', 'kept'],
      [...columns[0]].map(([name, value]) => [name, value, columns[1].get(name)!]),
    ),
  )
  out.print(`\nkept: ${rules.join(', then ')}`)
  if (read.values && read.values.length <= 20) {
    const rows = read.values.map(({ value, count: times }) => [
      String(value),
      count(times),
      `${((100 * times) / read.interactions).toFixed(1)} %`,
    ])
    out.print(`\n${table(['rating', 'times', 'share'], rows)}`)
  }
  out.emit({ file: path, read, kept })
}

function lines(of: Statistics): Map<string, string> {
  return new Map([
    ['users', count(of.users)],
    ['items', count(of.items)],
    ['interactions', count(of.interactions)],
    ['density', `${(100 * of.density).toPrecision(3)} %`],
    ['items of a user', spread(of.interactionsPerUser)],
    ['users of an item', spread(of.interactionsPerItem)],
    ['share of the top 1 % of items', `${(100 * of.topItemsShare).toFixed(1)} %`],
    ['Gini coefficient of items', of.itemGini.toFixed(3)],
  ])
}

function spread({ min, median, mean, max }: Spread): string {
  return `${count(min)} … ${count(max)}, median ${count(median)}, mean ${mean.toFixed(1)}`
}
