import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { byId } from './by-id'

const height = 190 // CSS pixels

/** A line that grows with every epoch. */
export interface LineChart {
  /** Begins anew. @param reference a level to be held against */
  start(epochs: number, reference?: number): void
  add(epoch: number, value: number): void
}

/** A chart in an element of the page, in the colours of its style; told in words to those who cannot see it. */
export function lineChart(id: string, name: string, digits: number): LineChart {
  const place = byId(id, HTMLElement)
  const colour = (variable: string) => () => getComputedStyle(place).getPropertyValue(variable).trim()
  const axis = {
    stroke: colour('--soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  }
  let epochs = 1
  let reference: number | undefined
  let data: [number[], number[]] = [[], []]
  const plot = new UPlot(
    {
      width: place.clientWidth || 320,
      height,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: () => [1, Math.max(2, epochs)] } },
      axes: [
        { ...axis, size: 28, grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
        { ...axis, size: 56, values: (_, splits) => splits.map((value) => String(Number(value.toFixed(6)))) },
      ],
      series: [
        {},
        { stroke: colour('--accent'), width: 2, points: { size: 5, fill: colour('--accent') } },
        { stroke: colour('--reference'), width: 1.5, dash: [5, 5], points: { show: false } },
      ],
    },
    [[], [], []],
    place,
  )
  new ResizeObserver(() => {
    if (place.clientWidth > 0) plot.setSize({ width: place.clientWidth, height })
  }).observe(place)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw())

  function draw(): void {
    const [x, y] = data
    // The level goes on to the right of what is there, which has no values yet.
    const level = reference === undefined ? [] : [reference, reference]
    plot.setData(level.length > 0 ? withLevel(x, y, reference!, epochs) : [x, y, x.map(() => null)])
    const said =
      x.length === 0
        ? 'no epoch yet'
        : `${y[0]!.toFixed(digits)} in the first epoch, ${y.at(-1)!.toFixed(digits)} in epoch ${x.at(-1)}`
    const against = reference === undefined ? '' : `; popularity ${reference.toFixed(digits)}`
    place.setAttribute('aria-label', `${name}: ${said}${against}`)
  }
  place.setAttribute('role', 'img')
  draw()

  return {
    start(count, level) {
      epochs = count
      reference = level
      data = [[], []]
      draw()
    },
    add(epoch, value) {
      data[0].push(epoch)
      data[1].push(value)
      draw()
    },
  }
}

function withLevel(x: number[], y: number[], level: number, epochs: number): UPlot.AlignedData {
  const end = Math.max(2, epochs)
  const [left, right] = [x[0] === 1 ? [] : [1], x.at(-1) === end ? [] : [end]]
  const all = [...left, ...x, ...right]
  return [all, [...left.map(() => null), ...y, ...right.map(() => null)], all.map(() => level)]
}
