import { type CountDifference, countDifferences, dataSet, type Interactions } from '@hvamp/data'
import type { DataSettings } from '../settings/data'
import type { SplitSettings } from '../settings/split'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'

/** What there is to compare of a data set by name. */
interface Found {
  readonly files: Interactions
  readonly kept: Interactions
  readonly training?: Interactions
}

/**
 * Counts of a data set by name that are not the published ones; none for a file.
 *
 * What is kept is compared if it is what the published results keep, training users if they were held out as there.
 */
export function unpublishedCounts(
  settings: DataSettings & Partial<SplitSettings>,
  { files, kept, training }: Found,
): CountDifference[] {
  if (settings.dataSet === undefined) return []
  const published = dataSet(settings.dataSet)
  const { keep } = published
  const isKept =
    settings.implicit === (keep.atLeast === undefined) &&
    (settings.implicit || settings.atLeast === keep.atLeast) &&
    settings.minUser === keep.minUserInteractions &&
    settings.minItem === (keep.minItemInteractions ?? 0) &&
    !settings.untilStable
  const isSplit =
    settings.split === 'strong' &&
    settings.heldOut === published.heldOut &&
    settings.splitMethod === 'published' &&
    settings.splitSeed === 98765
  return countDifferences(published, {
    files,
    ...(isKept && { kept }),
    ...(isKept && isSplit && { training }),
  })
}

const inWords = { files: 'in its files', kept: 'kept', training: 'to train on' } as const

/** One line for each: pinterest: expected 55,187 users in its files, as published, found 37,501. */
export function differenceLines(name: string, differences: readonly CountDifference[]): string[] {
  return differences.map(
    ({ part, of, published, found }) =>
      `${name}: expected ${grouped(published)} ${of} ${inWords[part]}, as published, found ${grouped(found)}`,
  )
}

/** Says which counts of a data set by name are not the published ones. */
export function tellDifferences(
  {
    settings,
    differences,
  }: {
    readonly settings: Pick<DataSettings, 'dataSet'>
    readonly differences: readonly CountDifference[]
  },
  out: Output | undefined,
): void {
  for (const line of differenceLines(settings.dataSet ?? '', differences)) out?.note(line)
}

/** All that is missing in one line: pinterest has 37,501 of 55,187 users, 9,836 of 9,916 items in its files. */
export function differencesInWords(name: string, differences: readonly CountDifference[]): string {
  const [first] = differences
  const parts = differences
    .filter(({ part }) => part === first?.part)
    .map(({ of, published, found }) => `${grouped(found)} of ${grouped(published)} ${of}`)
  return `${name} has ${parts.join(', ')} ${inWords[first!.part]}`
}
