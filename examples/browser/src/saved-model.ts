import { modelFromFiles, type Recommender } from '@hvamp/models'
import type { ModelSummary } from './engine'

/** What this page reads of a run's `config.json`; everything may be missing. */
interface RunConfig {
  readonly started?: string
  readonly data?: {
    readonly source?: { readonly path?: string }
    readonly train?: { readonly users?: number }
  }
}

/** A model from its files, and what these and a `config.json` beside them say of it. */
export async function savedModel(
  files: readonly File[],
): Promise<{ readonly model: Recommender; readonly summary: ModelSummary }> {
  const named = (name: string) => files.find((each) => each.name === name)
  const model = await modelFromFiles(async (name) => {
    const file = named(name)
    const names = files.map((each) => each.name).join(', ')
    if (!file) throw new Error(`it must be among the files chosen, which are ${names}`)
    return new Uint8Array(await file.arrayBuffer())
  })
  const description = named('model.json')!
  const { options } = JSON.parse(await description.text()).model as { options: { gated?: unknown } }
  const { started, data } = await configIn(named('config.json'))
  const time = started === undefined ? Number.NaN : Date.parse(started)
  const isTimeOfTraining = Number.isFinite(time)
  const path = data?.source?.path
  const people = data?.train?.users
  const summary: ModelSummary = {
    name: model.name,
    gated: options.gated === true,
    items: model.itemIds,
    time: isTimeOfTraining ? time : description.lastModified,
    isTimeOfTraining,
    ...(typeof path === 'string' && { data: path.replace(/^.*[\\/]/, '') }),
    ...(typeof people === 'number' && { people }),
  }
  return { model, summary }
}

/** A run's options, or nothing: a model can be used without. */
async function configIn(file: File | undefined): Promise<RunConfig> {
  try {
    const config: unknown = file && JSON.parse(await file.text())
    return typeof config === 'object' && config !== null ? config : {}
  } catch {
    return {}
  }
}
