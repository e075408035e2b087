import type { Command } from 'commander'
import type { DataSettings } from '../flags/data'
import { givenOptions } from '../flags/given'
import type { SplitSettings } from '../flags/split'
import { loadSplit } from '../inputs/load-split'
import { differenceLines } from '../inputs/published-counts'
import { type PartsFormat, requireNewFolder, writeSplit } from '../inputs/split-folder'
import { count } from '../terminal/format'
import { output } from '../terminal/output'
import { table } from '../terminal/text-table'

type Flags = DataSettings &
  SplitSettings & { out: string; writeAs: PartsFormat; dataFolder?: string; json?: boolean }

/** Writes the parts of a split. */
export async function run(path: string, flags: Flags, command: Command): Promise<void> {
  const out = output(flags)
  await requireNewFolder(flags.out, '--out')
  const { split, source, settings, differences } = await loadSplit(
    path,
    flags,
    new Set(givenOptions(command).keys()),
  )
  for (const line of differenceLines(settings.dataSet ?? '', differences)) out.note(line)
  await writeSplit(
    flags.out,
    split,
    { source, differences: [...differences], options: settings },
    flags.writeAs,
  )
  const parts = [
    { part: 'train', foldIn: split.train, heldOut: undefined },
    { part: 'validation', ...split.validation },
    { part: 'test', ...split.test },
  ]
  const rows = parts.map(({ part, foldIn, heldOut }) => ({
    part,
    users: foldIn.userCount,
    interactions: foldIn.items.length,
    heldOut: heldOut?.items.length ?? 0,
  }))
  out.print(
    table(
      ['', 'users', 'interactions', 'held out'],
      rows.map(({ part, ...counts }) => [part, ...Object.values(counts).map(count)]),
    ),
  )
  out.print(`\n${count(split.train.itemCount)} items; written to ${flags.out}`)
  out.emit({ folder: flags.out, items: split.train.itemCount, parts: rows, differences })
}
