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
    const to = out + (row as usize) * 2 * width
    for (let i: usize = 0; i < width; i += 16) {
      const left = ((width - i) >> 2) as i32
      const full = left >= 4
      const at = upstream + i
      const d = full ? v128.load(at) : loadTail(at, left, 0)
      const v = full ? v128.load(values + i) : loadTail(values + i, left, 0)
      const gate = sigmoid4(full ? v128.load(values + width + i) : loadTail(values + width + i, left, 0))
      const toValue = f32x4.mul(d, gate)
      const toGate = f32x4.mul(f32x4.mul(toValue, v), f32x4.sub(f32x4.splat(1), gate))
      if (full) {
        v128.store(to + i, toValue)
        v128.store(to + width + i, toGate)
      } else {
        storeTail(to + i, left, toValue)
        storeTail(to + width + i, left, toGate)
      }
    }
  }
}
