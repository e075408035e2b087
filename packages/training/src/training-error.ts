/**
 * Why a training failed:
 * - `HVAMP_NOT_FINITE`: a loss, a validation or a weight became NaN or infinite; a smaller learning rate may help;
 * - `HVAMP_OTHER_CHECKPOINT`: the checkpoint to resume from was made by another model or with other options;
 * - `HVAMP_UNREADABLE_CHECKPOINT`: the checkpoint to resume from is damaged, or its store failed (see `cause`);
 * - `HVAMP_OTHER_MODEL`: the weights to start from are those of another model, or of another network.
 */
export type TrainingErrorCode =
  | 'HVAMP_NOT_FINITE'
  | 'HVAMP_OTHER_CHECKPOINT'
  | 'HVAMP_UNREADABLE_CHECKPOINT'
  | 'HVAMP_OTHER_MODEL'

/** An error of a training that a program may want to act upon; errors about options have no code. */
export interface TrainingError extends Error {
  readonly code: TrainingErrorCode
}

/**
 * An error with its code, to be thrown: also for models that learn without `train`.
 *
 * @example throw trainingError('HVAMP_NOT_FINITE', `wmf: the loss must be finite, got ${loss}`)
 */
export function trainingError(code: TrainingErrorCode, message: string, cause?: unknown): TrainingError {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code })
}
