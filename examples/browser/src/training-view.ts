import { announce } from './attempt'
import { byId } from './by-id'
import { count } from './in-words'
import { lineChart } from './line-chart'
import type { TrainingUpdate } from './trained-model'

/** Shows how a training goes: a bar, two charts, and the same in numbers. */
export function trainingView() {
  const place = byId('training', HTMLElement)
  const bar = byId('training-progress', HTMLProgressElement)
  const rows = byId('epochs', HTMLTableElement).tBodies[0]!
  const loss = lineChart('loss-chart', 'Loss', 2)
  const ndcg = lineChart('ndcg-chart', 'NDCG@100 of validation users', 4)

  function say(text: string): void {
    byId('training-state', HTMLElement).textContent = text
  }

  return {
    /** @param epochs at most; 0 for a model without any, which has no charts */
    begin(epochs: number): void {
      place.hidden = false
      byId('by-epoch', HTMLElement).hidden = epochs === 0
      bar.value = 0
      rows.replaceChildren()
      loss.start(epochs)
      ndcg.start(epochs)
      say('Dividing people into those to train on and those to measure on')
    },
    update(update: TrainingUpdate, epochs: number): void {
      if (update.type === 'start') {
        say(`Training on ${count(update.users)} people and ${count(update.items)} titles`)
        announce(`Training on ${count(update.users)} people and ${count(update.items)} titles has begun`)
        ndcg.start(epochs, update.popularity)
      } else if (update.type === 'stage') {
        bar.value = update.share
      } else if (update.type === 'step') {
        bar.value = update.share
        say(`Epoch ${update.epoch} of ${update.epochs}`)
      } else if (update.type === 'epoch') {
        loss.add(update.epoch, update.loss)
        ndcg.add(update.epoch, update.ndcg)
        const row = rows.insertRow()
        for (const text of [String(update.epoch), update.loss.toFixed(3), update.ndcg.toFixed(4)]) {
          row.insertCell().textContent = text
        }
      } else {
        bar.value = 1
        say('Measuring on people who took no part in training')
      }
    },
    end(text: string): void {
      say(text)
      announce(text)
    },
  }
}
