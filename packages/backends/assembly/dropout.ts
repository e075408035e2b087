/** The hash of `@hvamp/random` on four indices at once (C. Wellons' triple32). */
// @ts-expect-error: decorator
@inline
function mix4(value: v128): v128 {
  let x = value
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 17)), i32x4.splat(0xed5ad4bb))
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 11)), i32x4.splat(0xac4c1b51))
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x31848bab))
  return v128.xor(x, i32x4.shr_u(x, 14))
}

/** Draws 4i … 4i + 3 of the stream named by (low, high), as `randomWord` gives them. */
// @ts-expect-error: decorator
@inline
function words(index: v128, low: v128, high: v128): v128 {
  return mix4(i32x4.add(mix4(v128.xor(index, low)), high))
}

/**
 * Floats `from` to `to` of out = x · mask / keep, the mask being that of `Random.dropoutMask`: 16 bits a draw, two draws a word.
 *
 * @param from a multiple of 8
 */
export function dropout(
  x: usize,
  from: i32,
  to: i32,
  low: i32,
  high: i32,
  threshold: i32,
  scale: f32,
  out: usize,
): void {
  const lowWord = i32x4.splat(low)
  const highWord = i32x4.splat(high)
  const limit = i32x4.splat(threshold)
  const factor = f32x4.splat(scale)
  let index = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(from >> 1))
  const end = (to as usize) << 2
  for (let i = (from as usize) << 2; i < end; i += 32) {
    const drawn = words(index, lowWord, highWord)
    index = i32x4.add(index, i32x4.splat(4))
    if (i + 32 <= end) {
      const even = i32x4.lt_s(v128.and(drawn, i32x4.splat(0xffff)), limit)
      const odd = i32x4.lt_s(i32x4.shr_u(drawn, 16), limit)
      const first = v128.and(v128.shuffle<i32>(even, odd, 0, 4, 1, 5), factor)
      const second = v128.and(v128.shuffle<i32>(even, odd, 2, 6, 3, 7), factor)
      v128.store(out + i, f32x4.mul(v128.load(x + i), first))
      v128.store(out + i, f32x4.mul(v128.load(x + i, 16), second), 16)
      continue
    }
    for (let at: usize = i; at < end; at += 4) {
      const lane = ((at - i) >> 2) as i32
      const draw = wordAt(drawn, lane >> 1)
      const bits = lane & 1 ? draw >>> 16 : draw & 0xffff
      store<f32>(out + at, load<f32>(x + at) * ((bits as i32) < threshold ? scale : 0))
    }
  }
}

function wordAt(x: v128, lane: i32): u32 {
  if (lane == 0) return i32x4.extract_lane(x, 0)
  if (lane == 1) return i32x4.extract_lane(x, 1)
  if (lane == 2) return i32x4.extract_lane(x, 2)
  return i32x4.extract_lane(x, 3)
}
