import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { checkpointName, runFiles } from '../runs/run-files'
import { isFinished } from '../runs/run-metrics'
import { isValidated } from '../runs/run-validation'

/** How far a run is, so that two folders of it can be compared. */
export const runProgress = z.strictObject({
  /** In the order of what it comes to. */
  stage: z.enum(['begun', 'trained', 'validated', 'finished']),
  /** Of its checkpoint: epoch and step; 0 without one. */
  epoch: z.int().min(0),
  step: z.int().min(0),
})

export type RunProgress = z.infer<typeof runProgress>

const stages = runProgress.shape.stage.options

const checkpointFile = z.object({
  checkpoint: z.object({
    progress: z.object({
      epoch: z.int().min(0),
      step: z.int().min(0),
      /** Epochs that are over. */
      history: z.array(z.looseObject({})).default([]),
    }),
    best: z.object({ epoch: z.int(), value: z.number() }).optional(),
  }),
})

type SavedProgress = z.infer<typeof checkpointFile>['checkpoint']

/** How far the run in a folder is; undefined where there is none. */
export async function progressOf(folder: string): Promise<RunProgress | undefined> {
  if (!(await isFile(join(folder, runFiles.config)))) return undefined
  const { epoch = 0, step = 0 } = (await checkpointIn(folder))?.progress ?? {}
  if (await isFinished(folder)) return { stage: 'finished', epoch, step }
  if (await isValidated(folder)) return { stage: 'validated', epoch, step }
  return { stage: epoch > 0 ? 'trained' : 'begun', epoch, step }
}

/** Where the checkpoint of a folder stands; undefined without one, or if it is damaged: then nothing can be resumed from it. */
export async function checkpointIn(folder: string): Promise<SavedProgress | undefined> {
  try {
    const text = await readFile(join(folder, runFiles.checkpoint, checkpointName), 'utf8')
    return checkpointFile.parse(JSON.parse(text)).checkpoint
  } catch {
    return undefined
  }
}

/** Whether one is further than the other. */
export function isFurther(one: RunProgress, other: RunProgress): boolean {
  const [first, second] = [one, other].map(({ stage, epoch, step }) => [stages.indexOf(stage), epoch, step])
  const at = first!.findIndex((value, i) => value !== second![i])
  return at >= 0 && first![at]! > second![at]!
}
