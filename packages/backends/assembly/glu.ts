import { loadTail, sigmoid4, storeTail } from './exp'

/** out = v σ(g) of [rows, 2 · units] rows of values v, then gates g. */
export function glu(x: usize, rows: i32, units: i32, out: usize): void {
  const width = (units as usize) << 2
  for (let row = 0; row < rows; row++) {
    const values = x + (row as usize) * 2 * width
    const gates = values + width
    const to = out + (row as usize) * width
    let i: usize = 0
    for (; i + 32 <= width; i += 32) {
      const a = f32x4.mul(v128.load(values + i), sigmoid4(v128.load(gates + i)))
      const b = f32x4.mul(v128.load(values + i, 16), sigmoid4(v128.load(gates + i, 16))) // beside the other, not after it
      v128.store(to + i, a)
      v128.store(to + i, b, 16)
    }
    for (; i + 16 <= width; i += 16) {
      v128.store(to + i, f32x4.mul(v128.load(values + i), sigmoid4(v128.load(gates + i))))
    }
    const left = ((width - i) >> 2) as i32
    storeTail(to + i, left, f32x4.mul(loadTail(values + i, left, 0), sigmoid4(loadTail(gates + i, left, 0))))
  }
}

/** Gradient of `glu`: dy σ(g) for the values, dy v σ(g) (1 − σ(g)) for the gates. */
export function gluGrad(dy: usize, x: usize, rows: i32, units: i32, out: usize): void {
  const width = (units as usize) << 2
  for (let row = 0; row < rows; row++) {
    const upstream = dy + (row as usize) * width
    const values = x + (row as usize) * 2 * width
    const gates = values + width
    const to = out + (row as usize) * 2 * width
    let i: usize = 0
    for (; i + 32 <= width; i += 32) {
      const a = sigmoid4(v128.load(gates + i))
      const b = sigmoid4(v128.load(gates + i, 16)) // beside the other, not after it
      const toA = f32x4.mul(v128.load(upstream + i), a)
      const toB = f32x4.mul(v128.load(upstream + i, 16), b)
      v128.store(to + i, toA)
      v128.store(to + i, toB, 16)
      v128.store(to + width + i, toGate(toA, v128.load(values + i), a))
      v128.store(to + width + i, toGate(toB, v128.load(values + i, 16), b), 16)
    }
    for (; i + 16 <= width; i += 16) {
      const gate = sigmoid4(v128.load(gates + i))
      const toValue = f32x4.mul(v128.load(upstream + i), gate)
      v128.store(to + i, toValue)
      v128.store(to + width + i, toGate(toValue, v128.load(values + i), gate))
    }
    const left = ((width - i) >> 2) as i32
    const gate = sigmoid4(loadTail(gates + i, left, 0))
    const toValue = f32x4.mul(loadTail(upstream + i, left, 0), gate)
    storeTail(to + i, left, toValue)
    storeTail(to + width + i, left, toGate(toValue, loadTail(values + i, left, 0), gate))
  }
}

// @ts-expect-error: decorator
@inline
function toGate(toValue: v128, value: v128, gate: v128): v128 {
  return f32x4.mul(f32x4.mul(toValue, value), f32x4.sub(f32x4.splat(1), gate))
}
