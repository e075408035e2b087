/**
 * P(|Z| ≥ |z|) of a standard normal Z: its series near 0, Laplace's continued fraction
 * φ(z) / (z + 1 / (z + 2 / (z + …))) for each side further out (DLMF 7.6.2 and 7.9.1). Right to about 1e-13 of itself.
 */
export function normalTails(z: number): number {
  const x = Math.abs(z)
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x > 3) {
    let fraction = x
    for (let k = 100; k >= 1; k--) fraction = x + k / fraction
    return (2 * density) / fraction
  }
  let [term, sum] = [x, x]
  for (let k = 3; term > 1e-17 * sum; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 1 - 2 * density * sum
}

/**
 * P(|T| ≥ |t|) of Student's T, which is I_x(ν / 2, 1 / 2) at x = ν / (ν + t²). Right to about 1e-11 of itself.
 *
 * @param freedom ν, a positive integer
 */
export function studentTails(t: number, freedom: number): number {
  const square = t * t
  if (square === Number.POSITIVE_INFINITY) return 0
  const x = freedom / (freedom + square)
  const y = square / (freedom + square) // 1 − x, with all its digits
  if (y === 0) return 1 // also where t² is too small for a number
  let ratio = 1 / Math.sqrt(Math.PI) // Γ((ν + 1) / 2) / Γ(ν / 2), from that of ν − 1
  for (let lower = 1; lower < freedom; lower++) ratio = lower / 2 / ratio
  const logX = x < y ? Math.log(x) : Math.log1p(-y) // of the smaller one, which has all its digits
  const front = (ratio / Math.sqrt(Math.PI)) * Math.exp((freedom / 2) * logX + Math.log(y) / 2)
  return y * (freedom + 5) > 3 // where which of the two fractions converges
    ? front * betaFraction(x, freedom / 2, 1 / 2)
    : 1 - front * betaFraction(y, 1 / 2, freedom / 2)
}

/** I_x(a, b) B(a, b) / (xᵃ (1 − x)ᵇ) as a continued fraction (DLMF 8.17.22), for x < (a + 1) / (a + b + 2). */
function betaFraction(x: number, a: number, b: number): number {
  let fraction = 1
  for (let m = 40 + Math.ceil(3 * Math.sqrt(a + b)); m >= 0; m--) {
    const even = ((m + 1) * (b - m - 1) * x) / ((a + 2 * m + 1) * (a + 2 * m + 2))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    fraction = 1 + odd / (1 + even / fraction)
  }
  return 1 / (a * fraction)
}
