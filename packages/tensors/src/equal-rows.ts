import { env } from '@tensorflow/tfjs-core'

/** How many computations ask for it now: TensorFlow.js has one environment, whatever copies of a package there are. */
const asking = 'HVAMP_EQUAL_ROWS'
env().registerFlag(asking, () => 0)

/**
 * Computes with products of matrices in which a row has the same bits wherever it stands among the others. Some backends are slower
 * meanwhile.
 *
 * @example await withEqualRows(() => model.score(histories))
 */
export async function withEqualRows<T>(compute: () => Promise<T>): Promise<T> {
  env().set(asking, env().getNumber(asking) + 1)
  try {
    return await compute()
  } finally {
    env().set(asking, env().getNumber(asking) - 1)
  }
}

/** Whether a computation asks for that now. */
export function areEqualRowsAsked(): boolean {
  return env().getNumber(asking) > 0
}
