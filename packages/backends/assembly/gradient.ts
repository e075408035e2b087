import { rowSquares, update } from './adam'
import { addInto } from './sparse'
import { FEW, NEW, ON, sumFew, WHOLE } from './sum-few'

// The gradient of a first layer, row by row as it is used: it is the sum of parts, Σ value · dy[row, :] over the entries of each
// column of sparse rows. Nothing as large as the weights is written, nor read again.

/**
 * Writes row `column` of the gradient.
 *
 * @param parts of each of `count` parts four addresses: the end of each column in its entries, their rows and values, and dy
 * @param spare room for another row
 * @returns whether it has entries: without any it is 0
 */
function writeRow(parts: usize, count: i32, column: i32, outputs: i32, row: usize, spare: usize): bool {
  const stride = (outputs as usize) << 2
  let isFirst = true
  for (let part = parts; part < parts + ((count as usize) << 4); part += 16) {
    const ends = (load<u32>(part) as usize) + ((column as usize) << 2)
    const rows = load<u32>(part, 4) as usize
    const values = load<u32>(part, 8) as usize
    const dy = load<u32>(part, 12) as usize
    const end = (load<i32>(ends) as usize) << 2
    let i: usize = column == 0 ? 0 : (load<i32>(ends - 4) as usize) << 2
    if (i == end) continue
    const own = end - i
    if (!isFirst && own <= FEW) {
      sumFew(WHOLE, own, rows + i, values + i, dy, row, outputs)
      continue
    }
    const target = isFirst ? row : spare
    sumFew(NEW, min(own, FEW), rows + i, values + i, dy, target, outputs)
    for (i += FEW; i < end; i += FEW) sumFew(ON, min(end - i, FEW), rows + i, values + i, dy, target, outputs)
    if (!isFirst) addInto(spare, row, outputs)
    isFirst = false
  }
  if (isFirst) memory.fill(row, 0, stride)
  return !isFirst
}

/** Writes rows `from` to `to` of the gradient. */
export function gradient(
  parts: usize,
  count: i32,
  from: i32,
  to: i32,
  outputs: i32,
  spare: usize,
  out: usize,
): void {
  const stride = (outputs as usize) << 2
  for (let c = from; c < to; c++) writeRow(parts, count, c, outputs, out + (c as usize) * stride, spare)
}

/**
 * Sums of squares in rows `from` to `to` of the gradient: see `rowSquares`.
 *
 * @param room for two rows
 * @param out [columns, blocks], of which these rows are written
 */
export function gradientSquares(
  parts: usize,
  count: i32,
  from: i32,
  to: i32,
  outputs: i32,
  room: usize,
  blocks: i32,
  out: usize,
): void {
  const stride = (outputs as usize) << 2
  for (let c = from; c < to; c++) {
    const target = out + ((c as usize) * (blocks as usize) << 2)
    if (writeRow(parts, count, c, outputs, room, room + stride)) rowSquares(room, 1, outputs, blocks, target)
    else memory.fill(target, 0, (blocks as usize) << 2)
  }
}

/** One step of `adam` with rows `from` to `to` of the gradient. @param room for two rows */
export function gradientAdam(
  parts: usize,
  count: i32,
  from: i32,
  to: i32,
  outputs: i32,
  room: usize,
  w: usize,
  m: usize,
  v: usize,
  blocks: i32,
  scales: usize,
  decay: f32,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const stride = (outputs as usize) << 2
  const width = ((outputs / blocks) as usize) << 2
  for (let c = from; c < to; c++) {
    writeRow(parts, count, c, outputs, room, room + stride)
    const at = (c as usize) * stride
    for (let block: usize = 0; block < (blocks as usize); block++) {
      const i = block * width
      const end = i + width
      const s = load<f32>(scales + (block << 2))
      if (decay == 0) {
        update(false, w + at, m + at, v + at, room, i, end, s, decay, rate, beta1, rest1, beta2, rest2, epsilon)
      } else update(true, w + at, m + at, v + at, room, i, end, s, decay, rate, beta1, rest1, beta2, rest2, epsilon)
    }
  }
}
