import { byId } from './by-id'
import { count, metricTitle } from './in-words'
import type { ResultRow, Results } from './measured-models'
import { pInWords, verdictInWords } from './verdict'

/** Shows which model won, and how good all of them are, best first. @returns the verdict */
export function showResults({ people, rows }: Results): string {
  const metrics = rows[0]!.measures.map(({ metric }) => metricTitle(metric))
  const verdict = verdictInWords(rows, metrics[0]!, people)
  byId('verdict', HTMLElement).textContent = verdict
  byId('results-note', HTMLElement).textContent =
    `Measured on ${count(people)} people who took no part in training: mean ± standard error`
  const table = byId('measures', HTMLTableElement)
  table.replaceChildren()
  const head = table.createTHead().insertRow()
  head.append(headCell('', 'col'), ...metrics.map((title) => headCell(title, 'col')))
  head.append(headCell('Beside the best', 'col'))
  const body = table.createTBody()
  for (const row of [...rows].sort((a, b) => b.difference - a.difference)) {
    const line = body.insertRow()
    line.append(headCell(row.title, 'row'))
    for (const { mean, standardError } of row.measures) {
      line.insertCell().textContent = `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`
    }
    line.insertCell().textContent = standingInWords(row)
  }
  byId('results', HTMLElement).hidden = false
  return verdict
}

function standingInWords({ difference, isAmongBest, pValue }: ResultRow): string {
  if (difference === 0) return 'best'
  const p = pInWords(pValue).replaceAll(' ', '\u00a0') // kept on one line
  return `${isAmongBest ? 'within chance' : `−${(-difference).toFixed(4)}`} (${p})`
}

function headCell(text: string, scope: 'col' | 'row'): HTMLElement {
  const cell = document.createElement(text === '' ? 'td' : 'th')
  cell.textContent = text
  if (text !== '') cell.setAttribute('scope', scope)
  return cell
}
