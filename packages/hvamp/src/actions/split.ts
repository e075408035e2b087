import { holdNewFolder } from '../files/outputs'
import { folderRefused } from '../inputs/folder-refused'
import { loadGivenFiles } from '../inputs/given-files'
import { type GivenUsers, loadGivenUsers } from '../inputs/given-users'
import { chosenForHeldOut, type HeldOutColumns } from '../inputs/held-out-columns'
import { loadSplit } from '../inputs/load-split'
import { tellDifferences } from '../inputs/published-counts'
import type { PartsFormat } from '../inputs/split-files'
import { writeSplit } from '../inputs/split-folder'
import { partsTable, splitParts } from '../inputs/split-parts'
import { unmeasuredLines } from '../inputs/unmeasured-users'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { SplitSettings } from '../settings/split'
import { grouped } from '../terminal/format'
import { output } from '../terminal/output'

type Flags = DataSettings &
  SplitSettings &
  HeldOutColumns & {
    out: string
    writeAs: PartsFormat
    test?: string
    validation?: string
    testFoldIn?: string
    validationFoldIn?: string
    dataFolder?: string
    json?: boolean
  }

/** Writes the parts of a split. */
export async function splitAction(path: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  await holdNewFolder(flags.out, '--out')
  const { test, validation } = flags
  if (validation !== undefined && test === undefined)
    throw badInput(`--validation: must come with --test, got ${validation} alone`)
  const [[column, name] = []] = Object.entries(chosenForHeldOut(flags))
  if (column !== undefined && test === undefined)
    throw badInput(`${optionName(column)}: must come with --test, got ${name} alone`)
  const users = givenUsersOf(flags)
  const loaded =
    test === undefined
      ? loadSplit(path, options, out)
      : users
        ? loadGivenUsers(path, options, { ...users, columns: flags }, out)
        : loadGivenFiles(path, options, { test, validation, columns: flags }, out)
  const { split, source, reading, settings, differences, leftOut, points, summary, blocks } = await loaded
  if (blocks) throw await folderRefused(path)
  tellDifferences({ settings, differences }, out)
  await writeSplit(
    flags.out,
    split,
    { source, reading, differences: [...differences], leftOut, points, options: settings },
    flags.writeAs,
  )
  const parts = splitParts(split)
  out.print(partsTable(parts))
  for (const line of unmeasuredLines(parts)) out.note(line)
  out.print(`\n${grouped(split.train.itemCount)} items; written to ${flags.out}`)
  out.emit({
    folder: flags.out,
    items: split.train.itemCount,
    parts,
    leftOut,
    points,
    reading,
    differences,
    data: summary,
  })
}

/** The files of a split by users; undefined if none with what a model sees is given. @throws bad input unless all are */
function givenUsersOf(flags: Flags): Omit<GivenUsers, 'columns'> | undefined {
  const { test, testFoldIn, validation, validationFoldIn } = flags
  const one = testFoldIn === undefined ? 'validationFoldIn' : 'testFoldIn'
  if (flags[one] === undefined) return undefined
  const missing = givenUsers.find((name) => flags[name] === undefined)
  if (missing !== undefined)
    throw badInput(`${optionName(one)}: must come with ${optionName(missing)}, got ${flags[one]} without it`)
  return { test, testFoldIn, validation, validationFoldIn } as Omit<GivenUsers, 'columns'>
}

const givenUsers = ['test', 'testFoldIn', 'validation', 'validationFoldIn'] as const
