import { simdModule } from '../generated/simd'
import { fromBase64 } from './from-base64'
import { isShared, withSharedMemory } from './shared-memory-module'

/** Where the weights of a tensor are, and the moments of their gradients. */
export type AdamState = readonly [weight: number, moment: number, secondMoment: number]

/** Gradients of each of `blocks` parts of a tensor are multiplied by their own of the `scales`; rest is 1 − beta. */
export type AdamNumbers = readonly [
  blocks: number,
  scales: number,
  decay: number,
  rate: number,
  beta1: number,
  rest1: number,
  beta2: number,
  rest2: number,
  epsilon: number,
]

/** Rows `from` to `to` of a gradient of [columns, outputs] that is computed row by row, of `count` parts: see assembly/gradient.ts. `room` is for two rows. */
export type GradientRows = readonly [
  parts: number,
  count: number,
  from: number,
  to: number,
  outputs: number,
  room: number,
]

/** Entries, `width` in a row, and room to sort them by column: see assembly/entries.ts. */
export type UnsortedEntries = readonly [
  columns: number,
  count: number,
  width: number,
  columnCount: number,
  next: number,
  order: number,
  row: number,
  column: number,
]

/** The functions of assembly/; addresses are byte offsets on the heap. */
export interface Simd {
  rowSquares(x: number, rows: number, columns: number, blocks: number, out: number): void
  adam(
    ...values: [...state: AdamState, gradient: number, rows: number, columns: number, ...numbers: AdamNumbers]
  ): void
  rowAdam(
    ...values: [
      ...state: AdamState,
      gradient: number,
      rows: number,
      columns: number,
      isByColumn: boolean,
      sums: number,
      ...numbers: AdamNumbers,
    ]
  ): void
  gradient(...values: [...rows: GradientRows, out: number]): void
  gradientSquares(...values: [...rows: GradientRows, blocks: number, out: number]): void
  gradientAdam(...values: [...rows: GradientRows, ...state: AdamState, ...numbers: AdamNumbers]): void
  rowsInOrder(order: number, count: number, width: number, row: number): void
  valuesInOrder(order: number, count: number, values: number, value: number): void
  flush(x: number, count: number): void
  addRows(
    to: number,
    from: number,
    values: number,
    count: number,
    x: number,
    y: number,
    outputs: number,
    width: number,
  ): void
  byColumn(
    rowCount: number,
    columnCount: number,
    offsets: number,
    columns: number,
    values: number,
    next: number,
    row: number,
    column: number,
    value: number,
  ): number
  sumByColumn(
    row: number,
    column: number,
    value: number,
    count: number,
    x: number,
    y: number,
    columnCount: number,
    width: number,
  ): void
  wrongColumn(columns: number, count: number, columnCount: number): number
  entriesByColumn(columns: number, count: number, columnCount: number, next: number, order: number): void
  addEntries(
    ...values: [
      ...entries: UnsortedEntries,
      values: number,
      value: number,
      x: number,
      y: number,
      outputs: number,
    ]
  ): void
  dotEntries(
    ...values: [...entries: UnsortedEntries, x: number, y: number, outputs: number, out: number]
  ): void
  addInto(x: number, y: number, count: number): void
  fewRows(a: number, b: number, rows: number, inner: number, columns: number, out: number): void
  transpose(x: number, rows: number, columns: number, out: number): void
  multinomial(
    logits: number,
    rows: number,
    items: number,
    offsets: number,
    columns: number,
    values: number,
    logNormalizers: number,
    out: number,
  ): void
  multinomialGrad(
    upstream: number,
    logits: number,
    rows: number,
    items: number,
    offsets: number,
    columns: number,
    values: number,
    logNormalizers: number,
    out: number,
  ): void
  logSumExp(x: number, rows: number, columns: number, out: number): void
  scaledExp(x: number, rows: number, columns: number, shift: number, factor: number, out: number): void
  glu(x: number, rows: number, units: number, out: number): void
  gluGrad(dy: number, x: number, rows: number, units: number, out: number): void
  dropout(
    x: number,
    from: number,
    to: number,
    low: number,
    high: number,
    threshold: number,
    scale: number,
    out: number,
  ): void
  clamp(x: number, count: number, floor: number, ceiling: number, out: number): void
  candidates(x: number, count: number, k: number, block: number, maxima: number, out: number): number
  gather(x: number, items: number, count: number, out: number): void
  tanh(x: number, count: number, out: number): void
  exp(x: number, count: number, out: number): void
  clampGrad(dy: number, x: number, count: number, floor: number, ceiling: number, out: number): void
}

/** The module of the kernels, for a memory that threads share or for one that they do not. */
export function simdModuleFor(memory: WebAssembly.Memory): Promise<WebAssembly.Module> {
  const module = fromBase64(simdModule)
  return WebAssembly.compile(isShared(memory) ? withSharedMemory(module) : module)
}

/** The SIMD kernels, working in place on a memory. */
export async function simdOn(memory: WebAssembly.Memory): Promise<Simd> {
  const instance = await WebAssembly.instantiate(await simdModuleFor(memory), { env: { memory } })
  return instance.exports as unknown as Simd
}
