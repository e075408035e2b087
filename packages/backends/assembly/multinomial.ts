import { logSumExpOf, scaledExpOf } from './softmax'

/**
 * Σ value · (logit − log Σ e^logits) over the entries of each sparse row.
 *
 * @param logits [rows, items]
 * @param offsets integers [rows + 1]: where the entries of each row begin
 * @param columns an integer and `values` a float for each entry
 * @param logNormalizers to be written: log Σ e^logits [rows]
 * @param out to be written [rows]
 */
export function multinomial(
  logits: usize,
  rows: i32,
  items: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  logNormalizers: usize,
  out: usize,
): void {
  const width = (items as usize) << 2
  for (let row: usize = 0; row < (rows as usize); row++) {
    const own = logits + row * width
    const logNormalizer = logSumExpOf(own, own + width)
    let total: f64 = 0
    const end = load<i32>(offsets + (row << 2), 4) << 2
    for (let i = load<i32>(offsets + (row << 2)) << 2; i < end; i += 4) {
      const logit = load<f32>(own + ((load<i32>(columns + i) as usize) << 2))
      total += (load<f32>(values + i) as f64) * ((logit as f64) - (logNormalizer as f64))
    }
    store<f32>(logNormalizers + (row << 2), logNormalizer)
    store<f32>(out + (row << 2), total as f32)
  }
}

/** Gradient of `multinomial` for the logits: upstream · (value − Σ values · probability). */
export function multinomialGrad(
  upstream: usize,
  logits: usize,
  rows: i32,
  items: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  logNormalizers: usize,
  out: usize,
): void {
  const width = (items as usize) << 2
  for (let row: usize = 0; row < (rows as usize); row++) {
    const begin = load<i32>(offsets + (row << 2)) << 2
    const end = load<i32>(offsets + (row << 2), 4) << 2
    const dy = load<f32>(upstream + (row << 2)) as f64
    let total: f64 = 0
    for (let i = begin; i < end; i += 4) total += load<f32>(values + i) as f64
    const own = out + row * width
    scaledExpOf(logits + row * width, width, load<f32>(logNormalizers + (row << 2)), (-dy * total) as f32, own)
    for (let i = begin; i < end; i += 4) {
      const at = own + ((load<i32>(columns + i) as usize) << 2)
      store<f32>(at, ((load<f32>(at) as f64) + dy * (load<f32>(values + i) as f64)) as f32)
    }
  }
}
