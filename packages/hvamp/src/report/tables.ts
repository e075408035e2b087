import type { NamedTable } from '../comparison/tables'
import { type Html, html } from './html'

/** A table that scrolls where it is wider than the page; the first cell of each row names it. */
export function htmlTable({ title, head, rows }: NamedTable): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><caption>${title}</caption>
${head.some((cell) => cell !== '') ? html`<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>` : undefined}
<tbody>${rows.map(
    ([name = '', ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  )}</tbody></table></div>`
}

/** The numbers of charts, to be opened. */
export function details(summary: string, ...content: readonly Html[]): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`
}
