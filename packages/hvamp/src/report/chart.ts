import * as Plot from '@observablehq/plot'
import { DOMImplementation, XMLSerializer } from '@xmldom/xmldom'
import { type Html, html, trusted } from './html'

export interface ChartOptions extends Plot.PlotOptions {
  readonly title: string
  /** The text alternative of the picture. */
  readonly description: string
}

/** Width of a chart, in its own units: it grows and shrinks with the page. */
export const chartWidth = 400

const svgNamespace = 'http://www.w3.org/2000/svg'

/** A chart as a figure with its title; text and axes take the colour of the page. */
export function chart({ title, description, ...options }: ChartOptions): Html {
  const document = new DOMImplementation().createDocument('http://www.w3.org/1999/xhtml', 'html')
  const svg = Plot.plot({
    width: chartWidth,
    height: 250,
    marginLeft: 58,
    marginTop: options.y?.label ? 30 : 20, // the label stands above the highest tick
    marginBottom: 36,
    grid: true,
    ...options,
    document: document as unknown as Document,
  }) as unknown as ReturnType<typeof document.createElementNS>
  for (const [tag, text] of [
    ['desc', description],
    ['title', title],
  ] as const) {
    const element = document.createElementNS(svgNamespace, tag)
    element.appendChild(document.createTextNode(text))
    svg.insertBefore(element, svg.firstChild)
  }
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', title)
  // Within HTML no namespace has to be named.
  const markup = new XMLSerializer().serializeToString(svg as never).replace(` xmlns="${svgNamespace}"`, '')
  return html`<figure><figcaption>${title}</figcaption>${trusted(markup)}</figure>`
}

const mostRoom = 210

/** Room for labels on the left of a chart with a line for each system; undefined where one is too long to stand there. */
export function roomFor(labels: readonly string[]): number | undefined {
  const room = 16 + 6.8 * Math.max(...labels.map((label) => label.length))
  return room > mostRoom ? undefined : room
}
