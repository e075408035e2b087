import { hasMl1m, ml1mFile } from '../ml-1m.mjs'
import { runApart } from '../run-apart.mjs'
import { sizes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** Whether steps get slower as training goes on, such as by subnormal numbers. */
export async function trainingEpochs({ quick, backends: [backend] }) {
  if (!hasMl1m()) {
    console.log(`Training epochs: skipped, ${ml1mFile} is not there\n`)
    return { skipped: 'MovieLens 1M is not there' }
  }
  const shown = quick ? [1, 2, 3] : [1, 2, 10, 30]
  const options = { backend, model: 'H+Vamp (Gated)', ...(quick ? tinySizes : sizes), epochs: shown.at(-1) }
  const { result, peakBytes } = await runApart('training-epochs', options)
  console.log(`Epochs of training ${options.model} on MovieLens 1M, on ${backend}`)
  printTable(
    ['epoch', 'step ms', 'against epoch 1', 'seconds with validation'],
    shown.map((epoch) => {
      const { stepMs, seconds } = result[epoch - 1]
      return [epoch, stepMs, stepMs / result[0].stepMs, seconds]
    }),
  )
  return { ...options, epochs: result, peakBytes }
}
