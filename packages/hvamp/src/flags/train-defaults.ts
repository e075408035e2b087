import { Command } from 'commander'
import { addTrain } from '../commands/train'
import type { TrainFlags } from '../runs/training-job'

/** What options of train are when nobody gives any. */
export function trainDefaults(): TrainFlags {
  const program = new Command()
  addTrain(program)
  return program.commands[0]!.opts()
}
