import { byId } from './by-id'
import type { ModelSummary } from './engine'
import { count, dateInWords, modelTitle } from './in-words'

/** Shows which model is asked for recommendations. @returns the same in a sentence */
export function showModelInUse(model: ModelSummary, how: 'trained' | 'loaded'): string {
  const { name, gated, items, time, isTimeOfTraining, data, people } = model
  const title = modelTitle(name, gated)
  const source = [
    ...(people === undefined ? [] : [`${count(people)} people`]),
    ...(data === undefined ? [] : [data]),
  ].join(' of ')
  const facts = [
    `${count(items.length)} titles`,
    `${isTimeOfTraining ? 'trained on' : 'its file is from'} ${dateInWords(time)}`,
    ...(source === '' ? [] : [`learned from ${source}`]),
  ]
  byId('in-use-name', HTMLElement).textContent = title
  byId('in-use-how', HTMLElement).textContent = how === 'trained' ? 'trained here' : 'loaded from files'
  byId('in-use-facts', HTMLElement).textContent = facts.join(' · ')
  const panel = byId('in-use', HTMLElement)
  panel.hidden = false
  panel.classList.remove('changed')
  void panel.offsetWidth // lets the animation begin anew
  panel.classList.add('changed')
  return `${title} with ${count(items.length)} titles is ${how === 'trained' ? 'trained' : 'loaded'} and in use`
}
