import { join } from 'node:path'
import { isHeld } from '../files/folder-lock'
import { isFolder } from '../files/folders'
import { latestOption, resumeCommand } from '../runs/resume-command'
import { runFiles } from '../runs/run-files'
import type { RunConfig } from '../settings/run-config'
import { checkpointIn, progressOf } from '../stores/run-progress'
import { grouped, metricTitle } from '../terminal/format'

/** How far a run came that is not finished. */
export interface UnfinishedRun {
  /** 'begun' without a checkpoint, 'trained' with one, 'validated' with a model that is not measured yet. */
  readonly stage: 'begun' | 'trained' | 'validated'
  /** Whether the files of its model are there. */
  readonly hasModel: boolean
  /** Whether a process works on it now. */
  readonly isRunning: boolean
  /** Of a checkpoint: epochs that are over, and the most there can be. */
  readonly epochs?: { readonly done: number; readonly planned: number | undefined }
  /** Of a checkpoint: the best of these epochs. */
  readonly best?: { readonly epoch: number; readonly validation: number }
  /** The command that finishes it. */
  readonly resume: string
}

/** @returns undefined of a finished run */
export async function unfinishedRun(
  run: string,
  { options, latest }: RunConfig,
): Promise<UnfinishedRun | undefined> {
  const progress = await progressOf(run)
  if (!progress || progress.stage === 'finished') return undefined
  const { progress: saved, best } = (await checkpointIn(run)) ?? {}
  const hasModel = await isFolder(join(run, runFiles.model))
  return {
    stage: hasModel ? 'validated' : progress.stage,
    hasModel,
    isRunning: await isHeld(run),
    ...(saved && { epochs: { done: saved.history.length, planned: options.epochs } }),
    ...(best && { best: { epoch: best.epoch, validation: best.value } }),
    resume: resumeCommand(run, { latest: latestOption(run, latest) }),
  }
}

/** The same for people, in rows of a table. */
export function unfinishedRows(
  { stage, isRunning, epochs, best }: UnfinishedRun,
  { options }: RunConfig,
): string[][] {
  const { done, planned } = epochs ?? {}
  return [
    ['state', isRunning ? 'a process trains it now' : `not finished: ${states[stage]}`],
    ...(done === undefined
      ? []
      : [['epochs', `${grouped(done)}${planned === undefined ? '' : ` of at most ${grouped(planned)}`}`]]),
    ...(best
      ? [
          [
            'best so far',
            `epoch ${grouped(best.epoch)}, validation ${metricTitle(options.validationMetric)} ${best.validation.toFixed(4)}`,
          ],
        ]
      : []),
  ]
}

const states: Readonly<Record<UnfinishedRun['stage'], string>> = {
  begun: 'nothing of its training is kept yet',
  trained: 'it has a checkpoint',
  validated: 'its model is trained, but not measured',
}
