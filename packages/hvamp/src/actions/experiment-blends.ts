import { type Choice, type Choices, writeChoices } from '../experiments/choices'
import type { Experiment, ExperimentBlend } from '../experiments/experiment'
import { choiceLine } from '../experiments/experiment-report'
import {
  type BlendPlace,
  type BlendRuns,
  chosenWeights,
  runsOfBlend,
  weightOptions,
} from '../experiments/planned-blends'
import type { SystemRuns } from '../experiments/planned-search'
import { measuredSystems, systemsProgress } from '../experiments/row-progress'
import type { LoadedSplit } from '../inputs/load-split'
import { badInput } from '../process/bad-input'
import { catchInterrupts } from '../process/interrupt'
import { type BlendPart, openParts } from '../runs/blend-parts'
import { type BlendControl, blendRuns, weighRuns } from '../runs/blend-run'
import { readRun } from '../runs/run-folder'
import { isFinished } from '../runs/run-metrics'
import { heldOutAgain } from '../runs/training-users'
import type { BackendSettings } from '../settings/backend'
import { duration, metricTitle } from '../terminal/format'
import type { Output } from '../terminal/output'
import { trainingDisplay } from '../terminal/training-display'

/** What blends are made of. */
export interface BlendsRequest {
  readonly experiment: Experiment
  readonly plans: readonly SystemRuns[]
  readonly place: BlendPlace
  /** Names of rows, or undefined for all. */
  readonly rows: readonly string[] | undefined
  readonly backend: BackendSettings
}

/** How far blends came: with an exit code if they were interrupted. */
export interface BlendsMade {
  readonly choices: Choices
  readonly interrupted: number | undefined
}

/**
 * Makes the blends of an experiment whose parts are measured: chooses weights on the validation users of the first fold, records all
 * of them, and then measures the blends of all folds. Nothing is trained. This process must hold the folder of the experiment.
 */
export async function makeBlends(request: BlendsRequest, before: Choices, out: Output): Promise<BlendsMade> {
  const { experiment, plans, place, rows, backend } = request
  const asked = experiment.blends.filter(({ name }) => rows?.includes(name) ?? true)
  const measured = measuredSystems(await systemsProgress(plans, before), place.members)
  const ready = asked.flatMap((blend) => runsOfBlend(blend, measured, place) ?? [])
  const display = trainingDisplay({ out, batch: 1, metric: metricTitle('ndcg@100') })
  const interrupt = catchInterrupts(() => display.say('stopping; what is made is kept'))
  const making: Making = { backend, control: { display, signal: interrupt.signal }, out }
  let choices = before
  try {
    choices = await chooseWeights(ready, choices, place, making)
    for (const i of place.members.keys()) await makeOf(ready, i, choices, making)
  } catch (error) {
    if (interrupt.code === undefined || error !== interrupt.signal.reason) throw error
  } finally {
    interrupt.release()
    display.stop()
  }
  return { choices, interrupted: interrupt.code }
}

interface Making {
  readonly backend: BackendSettings
  readonly control: BlendControl
  readonly out: Output
}

/** Data that runs of one fold have in common, read for the first of them. */
function sharedData() {
  let loaded: LoadedSplit | undefined
  return async ([first]: readonly [BlendPart, ...BlendPart[]]) =>
    (loaded ??= await heldOutAgain(first.folder, first.config))
}

async function chooseWeights(
  blends: readonly BlendRuns[],
  before: Choices,
  { folder }: BlendPlace,
  { backend, control, out }: Making,
): Promise<Choices> {
  const choices: Record<string, Choice> = { ...before }
  const data = sharedData()
  for (const own of blends) {
    const { name } = own.blend
    if (chosenWeights(own, choices[name])) continue
    const began = performance.now()
    const parts = await openParts(own.runs[0]!.parts)
    const { tried, weights, validation } = await weighRuns(
      { parts, backend, loaded: await data(parts) },
      control,
    )
    const trialOf = (values: readonly number[]) =>
      own.systems.map((system, i) => `${system}=${values[i]}`).join(',')
    choices[name] = {
      trials: Object.fromEntries(tried.map((each) => [trialOf(each.weights), each.value])),
      chosen: trialOf(weights),
      options: weightOptions(own.systems, weights),
      validation: validation!,
      seconds: (performance.now() - began) / 1000,
    }
    await writeChoices(folder, choices)
    out.print(choiceLine(own.blend, choices[name]))
    out.emit({ event: 'chosen', system: name, ...choices[name] })
  }
  return choices
}

/** Makes the blends of one fold and seed. */
async function makeOf(
  blends: readonly BlendRuns[],
  member: number,
  choices: Choices,
  { backend, control, out }: Making,
): Promise<void> {
  const data = sharedData()
  for (const own of blends) {
    const { blend, runs } = own
    const { name, folder, parts: paths } = runs[member]!
    const weights = chosenWeights(own, choices[blend.name])!
    if (await isFinished(folder)) {
      await requireWeights(folder, weights)
      continue
    }
    const began = performance.now()
    const parts = await openParts(paths)
    await blendRuns({ parts, folder, weights, backend, loaded: await data(parts) }, control)
    tellRun(blend, name, began, out)
  }
}

/** Checks that a run that is there has the weights that were chosen. */
async function requireWeights(folder: string, weights: readonly number[]): Promise<void> {
  const before = (await readRun(folder)).blend?.parts.map(({ weight }) => weight)
  if (before?.join() !== weights.join()) {
    throw badInput(
      `${folder}: weights must be as when it was made, ${before?.join(', ') ?? 'none'}, got ${weights.join(', ')}: choose another --out`,
    )
  }
}

function tellRun({ name, title }: ExperimentBlend, run: string, began: number, out: Output): void {
  const seconds = (performance.now() - began) / 1000
  out.note(`${title}, ${run}: measured, ${duration(seconds)}`)
  out.emit({ event: 'blended', system: name, run })
}
