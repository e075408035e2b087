import { readHistory } from './read-history'

/** What the first epochs of a training came to. */
export interface Rung {
  /** Epochs; fewer than asked for where training has not come so far, or has ended before. */
  readonly epochs: number
  /** The best one by validation; null of several trainings together. */
  readonly bestEpoch: number | null
  /** Of that epoch. */
  readonly validation: number
  readonly trainingSeconds: number
}

/**
 * What a training came to in its first epochs, by its `history.csv`: the same however far it was trained since.
 *
 * @param epochs how many of them count
 * @returns undefined if no epoch was validated
 * @throws bad input if the file is damaged
 */
export async function readRung(folder: string, epochs: number): Promise<Rung | undefined> {
  const history = (await readHistory(folder)).filter((epoch) => epoch.get('epoch')! <= epochs)
  const validated = history.filter((epoch) => epoch.has('validation'))
  const [best] = validated.toSorted((a, b) => b.get('validation')! - a.get('validation')!)
  if (!best) return undefined
  return {
    epochs: history.length,
    bestEpoch: best.get('epoch')!,
    validation: best.get('validation')!,
    trainingSeconds: history.reduce((sum, epoch) => sum + (epoch.get('seconds') ?? 0), 0),
  }
}
