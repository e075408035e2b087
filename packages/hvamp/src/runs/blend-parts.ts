import { join } from 'node:path'
import { identify } from '../files/source-file'
import { isSamePart } from '../inputs/divided-parts'
import { badInput } from '../process/bad-input'
import type { BlendRecord } from '../settings/blend'
import { completeModel, isOfRatings, isTrained, modelTitle } from '../settings/model'
import { optionName } from '../settings/option-name'
import { type BaseRun, openBase } from './base-run'
import { modelFolder } from './open-model'
import { type FinishedRun, readFinishedRun } from './run-metrics'
import { ofSplit } from './untouched-users'

/** A finished run whose model becomes a part of a blend. */
export interface BlendPart extends BaseRun {
  readonly metrics: FinishedRun
}

/**
 * The runs of a blend, all of the same data, divided alike.
 *
 * @param paths of at least two runs
 * @throws bad input if one is no finished run of a trained model, or they differ in their data, their users or their items
 */
export async function openParts(paths: readonly string[]): Promise<[BlendPart, ...BlendPart[]]> {
  if (paths.length < 2) throw badInput(`blend: must have at least 2 runs, got ${paths.length}`)
  const parts: BlendPart[] = []
  for (const path of paths) {
    const base = await openBase(path, 'blend')
    requireBlendable(base)
    const twice = parts.find(({ folder }) => folder === base.folder)
    if (twice) throw badInput(`blend: runs must differ, got ${twice.run} and ${base.run}, which are the same`)
    if (parts[0]) requireSameSplit(base, parts[0])
    parts.push({ ...base, metrics: await readFinishedRun(base.folder) })
  }
  return parts as [BlendPart, ...BlendPart[]]
}

function requireBlendable({ run, config }: BaseRun): void {
  const { model } = config.options
  if (!isTrained(model))
    throw badInput(`${run}: must be a run of one model, got a blend: name the runs of its models`)
  if (isOfRatings(model)) {
    throw badInput(`${run}: must be a run of a model that ranks, got one of ratings, ${model}`)
  }
}

/** The users held out and the items are those of the data and of the way that they are divided. */
function requireSameSplit({ run, config }: BaseRun, first: BaseRun): void {
  const [own, others] = [config.data, first.config.data]
  if (own.source.sha256 !== others.source.sha256) {
    throw badInput(
      `${run}: must have the data of ${first.run}, with SHA-256 ${others.source.sha256}, got ${own.source.sha256}`,
    )
  }
  for (const name of ofSplit) {
    const [value, expected] = [config.options[name], first.config.options[name]]
    if (value !== expected) {
      throw badInput(
        `${run}: must be divided as ${first.run}, with ${optionName(name)} ${expected ?? 'not given'}, got ${value ?? 'not given'}`,
      )
    }
  }
  const differs = (name: 'items' | 'train' | 'validation' | 'test') =>
    name === 'items' ? own.items !== others.items : !isSamePart(others[name], own[name])
  const other = (['items', 'train', 'validation', 'test'] as const).find(differs)
  if (other === undefined) return
  const [value, expected] = [own[other], others[other]].map((each) => JSON.stringify(each))
  throw badInput(`${run}: must have the same ${other} as ${first.run}, ${expected}, got ${value}`)
}

/** What the blend keeps of its parts. */
export async function blendRecordOf(
  parts: readonly BlendPart[],
  found: Pick<BlendRecord, 'weights' | 'tried'> & { readonly values: readonly number[] },
): Promise<BlendRecord> {
  const { values, weights, tried } = found
  const records = parts.map(async ({ run, folder, config: { options, from } }, i) => ({
    ...{ run, folder, sha256: (await identify(join(await modelFolder(folder), 'model.json'))).sha256 },
    title: modelTitle(options),
    options: Object.fromEntries(
      Object.entries(completeModel(options)).filter(([, value]) => value !== undefined),
    ),
    ...(from && { from }),
    weight: values[i]!,
  }))
  return { weights, tried, parts: await Promise.all(records) }
}
