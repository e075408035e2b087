import { badInput, isBadInput } from '../process/bad-input'
import { columnOptions, type DataSettings } from '../settings/data'
import type { Requested } from '../settings/requested'

/** Columns of files with what is held out, where their names are others than those of the file to train on. */
export interface HeldOutColumns {
  readonly testUserColumn?: string | undefined
  readonly testItemColumn?: string | undefined
  readonly testRatingColumn?: string | undefined
  readonly testTimeColumn?: string | undefined
}

type ColumnOption = keyof typeof columnOptions

/** The option of held-out files in whose place each column option stands. */
const heldOutOptions = {
  userColumn: 'testUserColumn',
  itemColumn: 'testItemColumn',
  ratingColumn: 'testRatingColumn',
  timeColumn: 'testTimeColumn',
} as const satisfies Record<ColumnOption, keyof HeldOutColumns>

/** Those of the columns that were chosen. */
export function chosenForHeldOut(columns: HeldOutColumns = {}): HeldOutColumns {
  const names = Object.values(heldOutOptions).filter((name) => columns[name] !== undefined)
  return Object.fromEntries(names.map((name) => [name, columns[name]]))
}

/**
 * What is asked about a file with what is held out: the columns that were chosen for it, else those of the first file, to which the names
 * that were chosen belong; a number chooses by place in both.
 */
export function ofHeldOut<Values extends DataSettings>(
  { values, isExplicit }: Requested<Values>,
  chosen: HeldOutColumns,
): Requested<Values> {
  const names = Object.keys(columnOptions) as ColumnOption[]
  const own = (name: ColumnOption) => chosen[heldOutOptions[name]]
  const placeOf = (name: ColumnOption) => (/^\d+$/.test(values[name] ?? '') ? values[name] : undefined)
  const columns = Object.fromEntries(names.map((name) => [name, own(name) ?? placeOf(name)]))
  const isColumn = (name: string): name is ColumnOption => Object.hasOwn(columnOptions, name)
  return {
    values: { ...values, ...columns },
    isExplicit: (name) => (isColumn(name) ? own(name) !== undefined : isExplicit(name)),
  }
}

/** Reads such a file; errors name its options. */
export async function readingHeldOut<Found>(read: () => Promise<Found>): Promise<Found> {
  try {
    return await read()
  } catch (error) {
    if (!isBadInput(error)) throw error
    const { message, cause } = error as Error
    throw badInput(message.replace(/--(?=(?:user|item|rating|time)-column\b)/g, '--test-'), cause)
  }
}
