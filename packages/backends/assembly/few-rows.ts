/** Columns that are worked on at a time: eight rows of b and some of the result stay in the cache. */
const BLOCK: usize = 1024

/** Rows up to which b is read as long as its rows are: nothing of it is read twice soon, and memory is ahead of longer reads. */
const WHOLE: i32 = 2

/**
 * out = a b for a few rows, with b as it lies in memory: a product that reads b once has nothing to gain from packing it.
 *
 * Each value is ((0 + a₀ b₀) + a₁ b₁) + …, in the order in which XNNPACK adds, so the bits are those of its product.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param out [rows, columns], apart from both
 */
export function fewRows(a: usize, b: usize, rows: i32, inner: i32, columns: i32, out: usize): void {
  const width = (columns as usize) << 2
  const end = (inner as usize) << 2
  const block: usize = rows > WHOLE ? BLOCK << 2 : width
  memory.fill(out, 0, (rows as usize) * width)
  for (let from: usize = 0; from < width; from += block) {
    const size = min(block, width - from)
    let k: usize = 0
    for (; k + 32 <= end; k += 32) {
      const source = b + (k >> 2) * width + from
      for (let row: usize = 0; row < (rows as usize); row++) {
        addEight(a + row * end + k, source, width, out + row * width + from, size)
      }
    }
    for (; k < end; k += 4) {
      const source = b + (k >> 2) * width + from
      for (let row: usize = 0; row < (rows as usize); row++) {
        addOne(load<f32>(a + row * end + k), source, out + row * width + from, size)
      }
    }
  }
}

/** y += Σ a[i] b[i, :] for eight rows of b that are `width` bytes apart, one after the other. */
// @ts-expect-error: decorator
@inline
function addEight(a: usize, b: usize, width: usize, y: usize, size: usize): void {
  const b4 = b + 4 * width
  const a0 = v128.load32_splat(a)
  const a1 = v128.load32_splat(a, 4)
  const a2 = v128.load32_splat(a, 8)
  const a3 = v128.load32_splat(a, 12)
  const a4 = v128.load32_splat(a, 16)
  const a5 = v128.load32_splat(a, 20)
  const a6 = v128.load32_splat(a, 24)
  const a7 = v128.load32_splat(a, 28)
  let i: usize = 0
  for (; i + 16 <= size; i += 16) {
    const low = b + i
    const high = b4 + i
    let sum = v128.load(y + i)
    sum = f32x4.add(sum, f32x4.mul(a0, v128.load(low)))
    sum = f32x4.add(sum, f32x4.mul(a1, v128.load(low + width)))
    sum = f32x4.add(sum, f32x4.mul(a2, v128.load(low + 2 * width)))
    sum = f32x4.add(sum, f32x4.mul(a3, v128.load(low + 3 * width)))
    sum = f32x4.add(sum, f32x4.mul(a4, v128.load(high)))
    sum = f32x4.add(sum, f32x4.mul(a5, v128.load(high + width)))
    sum = f32x4.add(sum, f32x4.mul(a6, v128.load(high + 2 * width)))
    sum = f32x4.add(sum, f32x4.mul(a7, v128.load(high + 3 * width)))
    v128.store(y + i, sum)
  }
  for (; i < size; i += 4) {
    let sum = load<f32>(y + i)
    for (let k: usize = 0; k < 8; k++) sum += load<f32>(a + (k << 2)) * load<f32>(b + k * width + i)
    store<f32>(y + i, sum)
  }
}

/** y += factor · x. */
// @ts-expect-error: decorator
@inline
function addOne(factor: f32, x: usize, y: usize, size: usize): void {
  const f = f32x4.splat(factor)
  let i: usize = 0
  for (; i + 16 <= size; i += 16) v128.store(y + i, f32x4.add(v128.load(y + i), f32x4.mul(f, v128.load(x + i))))
  for (; i < size; i += 4) store<f32>(y + i, load<f32>(y + i) + factor * load<f32>(x + i))
}
