import type { ComparedSystem } from '../comparison/compared-system'
import { type Html, html } from './html'

const count = 8

/**
 * Colours by position, defined in the style of the page for light and dark: hues after Okabe and Ito (2008), which people
 * with colour-blindness can tell apart, darkened to a contrast of 3 on white.
 */
export function colour(position: number): string {
  return `var(--colour-${(position % count) + 1})`
}

const dashes = ['none', '2 3', '6 3', '9 3 2 3']

/** What stands for a system: a colour, dashed in the second round of colours; grey for popularity beside the systems. */
export function systemMark({ title, runs }: ComparedSystem, position: number): Required<Mark> {
  return {
    name: title,
    colour: runs.length === 0 ? 'var(--faint)' : colour(position),
    dashes: dashes[(2 * Math.floor(position / count)) % dashes.length]!,
  }
}

/** What stands for a run: the colour of its system, with other dashes for its other seeds. */
export function runMark(folder: string, name: string, systems: readonly ComparedSystem[]): Required<Mark> {
  const position = systems.findIndex(({ runs }) => runs.includes(folder))
  const system = systems[position]!
  const mark = systemMark(system, position)
  const turn = dashes.indexOf(mark.dashes) + system.runs.indexOf(folder)
  return { name, colour: mark.colour, dashes: dashes[turn % dashes.length]! }
}

/** What stands for something in charts. */
export interface Mark {
  readonly name: string
  readonly colour: string
  /** Of a line; a dot without it. */
  readonly dashes?: string
}

/** Names with what stands for them. */
export function legend(marks: readonly Mark[]): Html {
  const swatch = ({ colour, dashes }: Mark) =>
    dashes === undefined
      ? html`<svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="5" fill="${colour}"/></svg>`
      : html`<svg width="26" height="10" aria-hidden="true"><line x1="0" x2="26" y1="5" y2="5" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dashes}"/></svg>`
  return html`<p class="legend">${marks.map((mark) => html`<span>${swatch(mark)} ${mark.name}</span> `)}</p>`
}
