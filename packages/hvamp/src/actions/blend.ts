import { measuredUsersOf } from '../inputs/split-parts'
import { unmeasuredNotes } from '../inputs/unmeasured-users'
import { badInput } from '../process/bad-input'
import { catchInterrupts } from '../process/interrupt'
import { type BlendPart, openParts } from '../runs/blend-parts'
import { type BlendedRun, blendRuns } from '../runs/blend-run'
import { metricsByModel, metricsTable } from '../runs/measure'
import { holdRunFolder } from '../runs/run-folder'
import { heldOutAgain } from '../runs/training-users'
import type { BackendSettings } from '../settings/backend'
import { metricsFrom } from '../settings/metric-names'
import { runTitle } from '../settings/run-title'
import { counted, grouped, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'
import { runFolderOf } from '../tuning/chosen-run'

type Flags = BackendSettings & { out?: string; weights?: number[]; metrics?: string; json?: boolean }

/** What to do where a blend cannot be weighed. */
const wayOut =
  'a blend is weighed on the held-out users of its runs: put that data back, or train the runs again on the data of now'

/** Makes one run out of several: the weighted sum of their models' scores. */
export async function blendAction(paths: readonly string[], flags: Flags): Promise<void> {
  const out = output(flags)
  const { weights, metrics } = flags
  if (metrics !== undefined) metricsFrom(metrics, '--metrics')
  if (weights && weights.length !== paths.length) {
    throw badInput(`--weights: must be ${paths.length}, one for each run, got ${weights.length}`)
  }
  const parts = await openParts(await Promise.all(paths.map(runFolderOf)))
  const [{ config }] = parts
  const folder = await holdRunFolder(flags.out, config.data.source.path, 'blend')
  const metric = metricTitle(config.options.validationMetric)
  const display = trainingDisplay({ out, batch: 1, metric })
  const interrupt = catchInterrupts(() => display.say('stopping'))
  try {
    const loaded = await heldOutAgain(parts[0].folder, config, { ifMoved: wayOut, ifOther: wayOut })
    const validated = grouped(measuredUsersOf(loaded.split.validation))
    out.note(
      weights
        ? `blending ${paths.length} models by the weights given`
        : `choosing weights of ${paths.length} models by ${metric} on ${validated} validation users`,
    )
    const request = { parts, folder, weights, metrics, backend: flags, loaded }
    const blended = await blendRuns(request, { display, signal: interrupt.signal })
    tell(folder, parts, blended, out)
  } catch (error) {
    if (interrupt.code === undefined || error !== interrupt.signal.reason) throw error
    out.note('stopped; nothing was written')
    out.emit({ event: 'interrupted', run: folder })
    process.exitCode = interrupt.code
  } finally {
    interrupt.release()
    display.stop()
  }
}

function tell(folder: string, parts: readonly BlendPart[], blended: BlendedRun, out: Output): void {
  const { config, weights, validation, measured } = blended
  const { validationMetric } = config.options
  /** Of the parts that were validated by the same metric. */
  const alone = (part: BlendPart) =>
    part.config.options.validationMetric === validationMetric ? part.metrics.validation : undefined
  const shown = (value: number | undefined) => value?.toFixed(4) ?? '–'
  out.print(
    textTable(
      ['', 'weight', `${metricTitle(validationMetric)} on validation users`],
      [
        ...parts.map((part, i) => [runTitle(part.config), String(weights[i]), shown(alone(part))]),
        ['blend', '', shown(validation)],
      ],
    ),
  )
  const [own] = measured
  if (own) {
    out.print(`\n${metricsTable(measured)}\n`)
    const { userCount } = own.evaluation
    out.print(`mean ± standard error over ${counted(userCount, 'test user')}`)
    const withoutHeldOutItems = config.data.test.users - userCount
    for (const note of unmeasuredNotes({ measured: userCount, withoutHeldOutItems })) out.note(note)
  }
  out.print(`written to ${folder}; recommend with: hvamp recommend ${shellWord(folder)} --items <id>,<id>`)
  out.emit({
    event: 'result',
    run: folder,
    parts: parts.map(({ run }, i) => ({ run, weight: weights[i] })),
    validation: validation ?? null,
    tried: blended.tried,
    test: metricsByModel(measured),
  })
}
