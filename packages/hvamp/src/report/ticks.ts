/** What a character of a label takes at most, in units of the chart. */
const characterWidth = 6.8
/** Least distance between labels. */
const gap = 12

/**
 * Ticks at 1, 2 or 5 times a power of ten, as close as their labels do not touch; the whole chart grows and shrinks with the
 * page, so that they fit at any width.
 *
 * @param low least value shown
 * @param high greatest value shown, above `low`
 * @param room width of the axis, in units of the chart
 */
export function ticksThatFit({
  low,
  high,
  room,
  labelOf,
}: {
  readonly low: number
  readonly high: number
  readonly room: number
  readonly labelOf: (value: number) => string
}): number[] {
  const first = Math.floor(Math.log10(high - low)) - 2
  for (let power = first; ; power++) {
    for (const digit of [1, 2, 5]) {
      const ticks = multiplesOf(digit, power, low, high)
      const width = Math.max(0, ...ticks.map((tick) => widthFor(labelOf(tick))))
      if (ticks.length < 2 || (room * digit * 10 ** power) / (high - low) >= width) return ticks
    }
  }
}

/** Multiples of digit · 10^power from `low` to `high`, without the error of adding them up. */
function multiplesOf(digit: number, power: number, low: number, high: number): number[] {
  const step = Number(`${digit}e${power}`)
  const [from, to] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) =>
    Number(`${(from + i) * digit}e${power}`),
  )
}

/**
 * Labels of a logarithmic axis: at 1, 2 and 5 times each power of ten where there is room, else at powers of ten alone.
 *
 * @param highest greatest value shown; the axis begins near 1
 * @param between least distance of two labels, in units of the chart
 */
export function logLabels({
  highest,
  room,
  between,
  labelOf,
}: {
  readonly highest: number
  readonly room: number
  readonly between: number
  readonly labelOf: (value: number) => string
}): (value: number) => string {
  const decade = room / Math.max(1, Math.log10(highest))
  const shown = decade * Math.log10(2) >= between ? [1, 2, 5] : [1]
  return (value) => {
    const digit = value / 10 ** Math.floor(Math.log10(value) + 1e-9)
    return shown.some((one) => Math.abs(digit - one) < 1e-6) ? labelOf(value) : ''
  }
}

/** The least distance from one label of this length to the next. */
export function widthFor(label: string): number {
  return label.length * characterWidth + gap
}
