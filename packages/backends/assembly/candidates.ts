/** Of `candidates`: what it gives for values with a NaN among them. */
const NOT_A_NUMBER: i32 = -1

/** A floor that −∞ alone does not reach. */
const LOWEST: f32 = -f32.MAX_VALUE

/**
 * Writes the indices of all values that may be among the k highest, in rising order: those not below the k-th highest
 * of the blocks' maxima, which k values reach at least. Values of −∞ are left out.
 *
 * @param block values a block has; the last may be shorter
 * @param maxima room for two floats a block
 * @param out room for `count` indices
 * @returns how many there are; −1 if a value is NaN
 */
export function candidates(x: usize, count: i32, k: i32, block: i32, maxima: usize, out: usize): i32 {
  const blocks = (count + block - 1) / block
  const copies = maxima + ((blocks as usize) << 2) // to be put in order
  const end = x + ((count as usize) << 2)
  const size = (block as usize) << 2
  for (let from = x, i: usize = 0; from < end; from += size, i += 4) {
    const most = maximum(from, min(from + size, end))
    if (most != most) return NOT_A_NUMBER
    store<f32>(maxima + i, most)
    store<f32>(copies + i, most)
  }
  const floor = k <= blocks ? max(highest(copies, blocks, k), LOWEST) : LOWEST
  let room = out
  for (let from = x, i: usize = 0; from < end; from += size, i += 4) {
    if (load<f32>(maxima + i) < floor) continue
    room = writeAtLeast(x, from, min(from + size, end), floor, room)
  }
  return ((room - out) >> 2) as i32
}

/** Of the values from one address to another; NaN if any of them is. */
// @ts-expect-error: decorator
@inline
function maximum(from: usize, to: usize): f32 {
  let at = from
  let most = -Infinity as f32
  if (at + 32 <= to) {
    let a = f32x4.splat(-Infinity)
    let b = a
    let isNaN = f32x4.ne(a, a)
    for (; at + 32 <= to; at += 32) {
      const left = v128.load(at)
      const right = v128.load(at, 16)
      a = f32x4.pmax(a, left)
      b = f32x4.pmax(b, right)
      isNaN = v128.or(isNaN, v128.or(f32x4.ne(left, left), f32x4.ne(right, right)))
    }
    if (v128.any_true(isNaN)) return NaN
    a = f32x4.pmax(a, b)
    most = max(
      max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1)),
      max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3)),
    )
  }
  for (; at < to; at += 4) most = max(most, load<f32>(at))
  return most
}

/** Writes the indices, counted from x, of the values of a block that are not below the floor; gives where the next goes. */
// @ts-expect-error: decorator
@inline
function writeAtLeast(x: usize, from: usize, to: usize, floor: f32, out: usize): usize {
  const floors = f32x4.splat(floor)
  let at = from
  for (; at + 16 <= to; at += 16) {
    for (let left = i32x4.bitmask(f32x4.ge(v128.load(at), floors)); left != 0; left &= left - 1) {
      store<i32>(out, (((at - x) >> 2) as i32) + ctz(left))
      out += 4
    }
  }
  for (; at < to; at += 4) {
    if (load<f32>(at) < floor) continue
    store<i32>(out, ((at - x) >> 2) as i32)
    out += 4
  }
  return out
}

/** The k-th highest value, by Hoare's selection; changes their order. */
function highest(x: usize, count: i32, k: i32): f32 {
  let left: i32 = 0
  let right: i32 = count - 1
  while (left < right) {
    const pivot = load<f32>(x + ((((left + right) >> 1) as usize) << 2))
    let i = left
    let j = right
    while (i <= j) {
      while (load<f32>(x + ((i as usize) << 2)) > pivot) i++
      while (load<f32>(x + ((j as usize) << 2)) < pivot) j--
      if (i > j) break
      const higher = load<f32>(x + ((j as usize) << 2))
      store<f32>(x + ((j as usize) << 2), load<f32>(x + ((i as usize) << 2)))
      store<f32>(x + ((i as usize) << 2), higher)
      i++
      j--
    }
    if (k - 1 <= j) right = j
    else if (k - 1 >= i) left = i
    else break
  }
  return load<f32>(x + (((k - 1) as usize) << 2))
}

/** out[i] = x[items[i]]. */
export function gather(x: usize, items: usize, count: i32, out: usize): void {
  const end = (count as usize) << 2
  for (let i: usize = 0; i < end; i += 4) {
    store<f32>(out + i, load<f32>(x + ((load<i32>(items + i) as usize) << 2)))
  }
}
