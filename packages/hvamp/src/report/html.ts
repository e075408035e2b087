/** Markup in which every text is escaped. */
export interface Html {
  readonly markup: string
}

type Part = string | number | Html | readonly Part[] | undefined

/** Markup as it is written, with what is put into it escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { markup: strings.map((text, i) => text + markupOf(parts[i])).join('') }
}

/** Markup that was made elsewhere, such as by a chart library. */
export function trusted(markup: string): Html {
  return { markup }
}

function markupOf(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'markup' in part ? part.markup : part.map(markupOf).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}
