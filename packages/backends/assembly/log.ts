/**
 * The natural logarithm of a positive normal number, by ln x = e · ln 2 + 2 artanh((m − 1) / (m + 1)) with x = m · 2^e and m in [√½, √2): within
 * 1e-13 of it, relative to 1 where it is less. Infinity and NaN stay. `Math.log` would bring tables, and with them data at fixed addresses of a heap that is not ours.
 */
export function log(x: f64): f64 {
  if (!(x < Infinity)) return x
  const bits = reinterpret<i64>(x)
  let exponent = ((bits >> 52) - 1023) as f64
  let mantissa = reinterpret<f64>((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000) // in [1, 2)
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5
    exponent += 1
  }
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let sum: f64 = 0
  for (let n = 19; n >= 1; n -= 2) sum = sum * square + 1.0 / (n as f64)
  return exponent * Math.LN2 + 2 * s * sum
}
