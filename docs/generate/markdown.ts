/** Text that Markdown and Vue leave as it is. */
export function escaped(text: string): string {
  return text.replace(/[<>{}*_`|\\&$[\]~:]/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** Code in a cell of a table. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`
}

/** Text in a cell of a table. */
export function cell(text: string): string {
  return escaped(text.replace(/\s+/g, ' '))
}
