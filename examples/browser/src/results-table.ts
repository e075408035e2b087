import { byId } from './by-id'
import { count, metricTitle } from './in-words'
import type { TrainedModel } from './trained-model'

/** Shows how good a model is beside popularity. */
export function showResults(
  title: string,
  { testUsers, measures }: Pick<TrainedModel, 'testUsers' | 'measures'>,
): void {
  byId('results-note', HTMLElement).textContent =
    `On ${count(testUsers)} people whom nobody was trained on: mean ± standard error`
  const table = byId('measures', HTMLTableElement)
  table.replaceChildren()
  const head = table.createTHead().insertRow()
  head.append(
    headCell('', 'col'),
    ...measures.model.map(({ metric }) => headCell(metricTitle(metric), 'col')),
  )
  const body = table.createTBody()
  for (const [name, values] of [
    [title, measures.model],
    ['Popularity', measures.popularity],
  ] as const) {
    const row = body.insertRow()
    row.append(headCell(name, 'row'))
    for (const { mean, standardError } of values) {
      row.insertCell().textContent = `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`
    }
  }
  byId('results', HTMLElement).hidden = false
}

function headCell(text: string, scope: 'col' | 'row'): HTMLElement {
  const cell = document.createElement(text === '' ? 'td' : 'th')
  cell.textContent = text
  if (text !== '') cell.setAttribute('scope', scope)
  return cell
}
