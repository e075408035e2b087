import type { Reading } from '@hvamp/data'
import { type Prepared, type PreparedCounts, prepareInteractions } from '@hvamp/data/node'
import { makeFolder } from '../files/new-folder'
import { holdNewFolder } from '../files/outputs'
import { requireFittingOptions } from '../inputs/fitting-options'
import { isDataSet, locateData } from '../inputs/locate-data'
import { requireUsedSplitOptions, strongSplitOf } from '../inputs/make-split'
import { unratedWays } from '../inputs/other-ways'
import { decidePrepared, type PreparedDecisions } from '../inputs/prepared-decisions'
import { describePrepared } from '../inputs/prepared-folder'
import { type FileRead, readFile } from '../inputs/read-file'
import { unmeasuredLines } from '../inputs/unmeasured-users'
import { badInput, checkingInput } from '../process/bad-input'
import { catchInterrupts } from '../process/interrupt'
import { type DataSettings, fewestInteractions, layoutFrom } from '../settings/data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { SplitSettings } from '../settings/split'
import { counted, grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'

type Flags = DataSettings & SplitSettings & { out: string; blockInteractions?: number; json?: boolean }

/** Writes a data set that is larger than memory as `hvamp train` reads it. */
export async function prepareAction(path: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  if (isDataSet(path)) {
    throw badInput(
      `prepare: must have a file or a database, got the data set ${path}, which fits into memory`,
    )
  }
  if (flags.split !== 'strong') {
    throw badInput(`--split: must be strong for data larger than memory, got ${flags.split}`)
  }
  await locateData(path, options) // which refuses options of a data set by name
  requireFittingOptions(path, options)
  requireUsedSplitOptions(options)
  requireNoTimes(options)
  await holdNewFolder(flags.out, '--out')
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  const interrupt = catchInterrupts(() => display.say('stopping'))
  try {
    const made = await prepare(path, options, out, {
      onProgress: (stage, done, total) => display.event({ type: 'stage', stage, done, total }),
      signal: interrupt.signal,
    })
    display.stop()
    tell(flags.out, made, out)
  } catch (error) {
    display.stop()
    if (interrupt.code === undefined) throw error
    out.note('stopped: nothing was written; the same command begins again')
    out.emit({ event: 'interrupted' })
    process.exitCode = interrupt.code
  } finally {
    interrupt.release()
    display.stop()
  }
}

/** @throws bad input if an option about times was given, none of which is read */
function requireNoTimes({ values, isExplicit }: Requested<Flags>): void {
  const unused = (['timeColumn', 'dateOrder'] as const).find(isExplicit)
  if (unused === undefined) return
  throw badInput(`${optionName(unused)}: must be left out, for prepare reads no times, got ${values[unused]}`)
}

interface Made extends PreparedDecisions {
  readonly prepared: Prepared
}

async function prepare(
  path: string,
  options: Requested<Flags>,
  out: Output,
  watched: { onProgress(stage: string, done: number, total: number): void; signal: AbortSignal },
): Promise<Made> {
  const { values: flags } = options
  const layout = layoutFrom(flags)
  let made: Made | undefined
  await makeFolder(flags.out, async (temporary) => {
    let read: FileRead | undefined
    let decided: PreparedDecisions | undefined
    let split: SplitSettings = flags
    const prepared = await checkingInput(() =>
      prepareInteractions(temporary, {
        ...watched,
        async read(builder) {
          // how it was read is said when it is known which values there are
          read = await readFile(
            path,
            { ...layout, builder, signal: watched.signal },
            { ...out, note() {} },
            unratedWays(layout, flags).map((way) => ({
              ...way,
              options: { ...way.options, builder, signal: watched.signal },
            })),
          )
        },
        keep(found, users) {
          decided = decidePrepared(path, { found, users, read: read as FileRead }, options, out)
          const { implicit, atLeast } = decided.settings
          return {
            ...(!implicit && { atLeast }),
            ...fewestInteractions(decided.settings),
          }
        },
        split(users) {
          if (users === 0) {
            throw badInput(
              `${path}: filters must leave some users, got none: choose a lower --at-least, --min-item or --min-user`,
            )
          }
          const { heldOut, options } = strongSplitOf(flags, users, path)
          split = { ...flags, heldOut }
          return options
        },
        interactionsOfBlock: flags.blockInteractions,
      }),
    )
    const { reading, settings } = decided as PreparedDecisions
    for (const part of ['validation', 'test'] as const) {
      if (prepared.heldOut[`${part}HeldOut`].interactions > 0) continue
      throw badInput(
        `${path}: some of the ${part} users must have 5 items that training users have too, so that one can be held out, got nobody`,
      )
    }
    const { source } = read as FileRead
    await describePrepared(temporary, prepared, { source, reading, options: { ...split, ...settings } })
    made = { prepared, reading, settings }
  })
  return made as unknown as Made
}

function tell(folder: string, { prepared, reading }: Made, out: Output): void {
  const { found, kept, train, blocks, heldOut, withoutHeldOutItems } = prepared
  const counts = ({ users, items, interactions }: PreparedCounts) => [users, items, interactions].map(grouped)
  out.print(
    textTable(
      ['', 'users', 'items', 'interactions'],
      [
        ['read', ...counts(found)],
        ['kept', ...counts(kept)],
        ['to train on', ...counts(train)],
      ],
    ),
  )
  const users = `${grouped(heldOut.validationFoldIn.users)} validation and ${counted(heldOut.testFoldIn.users, 'test user')}`
  out.print(
    `\n${users}; ${blocks === 1 ? 'one block' : `${grouped(blocks)} blocks`}; written to ${folder}: hvamp train ${shellWord(folder)}`,
  )
  const parts = (['validation', 'test'] as const).map((part) => ({
    part,
    users: heldOut[`${part}FoldIn`].users,
    withoutHeldOutItems: withoutHeldOutItems[part],
  }))
  for (const line of unmeasuredLines(parts)) out.note(line)
  const { values: _, ...read } = found
  out.emit({
    event: 'prepared',
    folder,
    reading: reading as Reading,
    read,
    kept,
    train,
    blocks,
    heldOut,
    withoutHeldOutItems,
  })
}
