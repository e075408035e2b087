import { join } from 'node:path'
import { z } from 'zod'
import { readJson } from '../files/json-file'
import { dataProfile } from './data-profile'
import { modelFolder, runOfModel } from './open-model'
import { runFiles } from './run-files'

/** How many items, users and interactions of an earlier run a later one lacks. */
export interface Vanishing {
  readonly items: number
  /** Of how many. */
  readonly itemsBefore: number
  /** How many fewer than the earlier run was trained on. */
  readonly users: number
  readonly usersBefore: number
  /** How many fewer, which half an export has even where it has most items and users. */
  readonly interactions: number
  readonly interactionsBefore: number
}

/** What of a model's description is read here. */
const described = z.looseObject({
  model: z.looseObject({
    itemIds: z.array(z.string()),
    popularity: z.looseObject({ counts: z.array(z.number()) }).optional(),
  }),
})

async function trainedOn(run: string) {
  const { model } = await readJson(join(await modelFolder(run), 'model.json'), described)
  const { itemIds, popularity } = model
  // items that --vanished keep has kept are nobody's
  const had = popularity ? itemIds.filter((_, item) => popularity.counts[item]! > 0) : itemIds
  return { itemIds, had }
}

/** What of an earlier run's items some data lack. @throws bad input if the run has no model */
export async function vanishedItems(
  run: string,
  itemIds: readonly string[],
): Promise<Pick<Vanishing, 'items' | 'itemsBefore'>> {
  const { had } = await trainedOn(run)
  const now = new Set(itemIds)
  return { items: had.filter((id) => !now.has(id)).length, itemsBefore: had.length }
}

const profileOf = (run: string) => readJson(join(run, runFiles.data), dataProfile)

/** What of an earlier run the data of a later one lack. @throws bad input if one of them is no finished run */
export async function vanishing(before: string, later: string): Promise<Vanishing> {
  const now = await trainedOn(later)
  const isKept = (await runOfModel(later))?.from?.vanished === 'keep'
  const [earlier, present] = await Promise.all([profileOf(before), profileOf(later)])
  return {
    ...(await vanishedItems(before, isKept ? now.had : now.itemIds)),
    users: Math.max(0, earlier.users - present.users),
    usersBefore: earlier.users,
    interactions: Math.max(0, earlier.interactions - present.interactions),
    interactionsBefore: earlier.interactions,
  }
}
