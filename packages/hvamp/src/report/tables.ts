import type { NamedTable } from '../comparison/tables'
import { type Html, html } from './html'

/** A number as tables show it: 0.4166 ± 0.0081, −0.0045 to +0.0012, < 0.0001, 1,234, 3 min 20 s, 0.41 (NDCG@100). */
const number = /^[<−+-]? ?\d[\d.,]*( (±|to) [−+]?[\d.]+)?( \(.+\)| %| s| min.*| h.*)?$/

/** A table that scrolls where it is wider than the page; the first cell of each row names it, columns of numbers end on the right. */
export function htmlTable({ title, head, rows }: NamedTable): Html {
  const isNumber = (cell = '') => cell === '–' || number.test(cell)
  const isNumeric = head.map((_, column) => rows.every((row) => isNumber(row[column])))
  const cellOf = (cell: string, i: number) =>
    isNumeric[i + 1] ? html`<td class="number">${cell}</td>` : html`<td>${cell}</td>`
  const headOf = (cell: string, i: number) =>
    isNumeric[i] ? html`<th scope="col" class="number">${cell}</th>` : html`<th scope="col">${cell}</th>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><caption>${title}</caption>
${head.some((cell) => cell !== '') ? html`<thead><tr>${head.map(headOf)}</tr></thead>` : undefined}
<tbody>${rows.map(
    ([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map(cellOf)}</tr>\n`,
  )}</tbody></table></div>`
}

/** The numbers of charts, to be opened. */
export function details(summary: string, ...content: readonly Html[]): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`
}
