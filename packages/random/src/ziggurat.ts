const LAYERS = 128
const TAIL = 3.442619855899 // where the lowest layer ends and the tail begins
const AREA = 9.91256303526217e-3 // of each layer, and of the lowest with the tail

const density = (x: number) => Math.exp(-0.5 * x * x)

/** Right ends of the layers, the lowest (as wide as its area with the tail) first, and last 0. */
const ends = new Float64Array(LAYERS + 1)
ends[0] = AREA / density(TAIL)
ends[1] = TAIL
for (let layer = 2; layer < LAYERS; layer++) {
  const below = ends[layer - 1]!
  ends[layer] = Math.sqrt(-2 * Math.log(AREA / below + density(below)))
}

/** The share of each layer that lies under the curve at its whole height. */
const inner = Float64Array.from({ length: LAYERS }, (_, layer) => ends[layer + 1]! / ends[layer]!)

/**
 * Standard normal draws by the ziggurat method (Marsaglia and Tsang 2000; tables as Doornik 2005), for nearly all of them
 * a word, a product and a comparison.
 *
 * @param out to be filled
 * @param word the next 32 random bits, as a signed integer
 */
export function fillWithNormals(out: Float32Array, word: () => number): void {
  for (let i = 0; i < out.length; ) {
    const bits = word()
    const layer = bits & (LAYERS - 1)
    const position = ((bits >> 7) + 0.5) / 2 ** 24 // on (−1, 1), of the bits that do not choose the layer
    if (Math.abs(position) < inner[layer]!) out[i++] = position * ends[layer]!
    else {
      const x = atTheEdge(layer, position, word)
      if (x !== undefined) out[i++] = x
    }
  }
}

/** A draw from the end of a layer, which reaches beyond the curve, or from the tail; undefined if it is beyond. */
function atTheEdge(layer: number, position: number, word: () => number): number | undefined {
  if (layer === 0) return position < 0 ? -beyond(word) : beyond(word)
  const x = position * ends[layer]!
  const [bottom, top] = [density(ends[layer]!), density(ends[layer + 1]!)]
  return bottom + unit(word) * (top - bottom) < density(x) ? x : undefined
}

/** A draw from the tail (Marsaglia 1964). */
function beyond(word: () => number): number {
  for (;;) {
    const x = -Math.log(unit(word)) / TAIL
    if (-2 * Math.log(unit(word)) > x * x) return TAIL + x
  }
}

/** Uniform on (0, 1). */
function unit(word: () => number): number {
  return ((word() >>> 0) + 0.5) / 2 ** 32
}
