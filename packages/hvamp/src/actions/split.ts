import { holdNewFolder } from '../files/outputs'
import { loadSplit } from '../inputs/load-split'
import { differenceLines } from '../inputs/published-counts'
import type { PartsFormat } from '../inputs/split-files'
import { writeSplit } from '../inputs/split-folder'
import type { DataSettings } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { SplitSettings } from '../settings/split'
import { grouped } from '../terminal/format'
import { output } from '../terminal/output'
import { textTable } from '../terminal/text-table'

type Flags = DataSettings &
  SplitSettings & { out: string; writeAs: PartsFormat; dataFolder?: string; json?: boolean }

/** Writes the parts of a split. */
export async function splitAction(path: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  await holdNewFolder(flags.out, '--out')
  const { split, source, reading, settings, differences } = await loadSplit(path, options, out)
  for (const line of differenceLines(settings.dataSet ?? '', differences)) out.note(line)
  await writeSplit(
    flags.out,
    split,
    { source, reading, differences: [...differences], options: settings },
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
    textTable(
      ['', 'users', 'interactions', 'held out'],
      rows.map(({ part, ...counts }) => [part, ...Object.values(counts).map(grouped)]),
    ),
  )
  out.print(`\n${grouped(split.train.itemCount)} items; written to ${flags.out}`)
  out.emit({ folder: flags.out, items: split.train.itemCount, parts: rows, reading, differences })
}
