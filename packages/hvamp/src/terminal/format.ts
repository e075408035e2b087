import type { Summary } from '@hvamp/metrics'

/** 1234567 as 1,234,567. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US')
}

/** A number of things: 1 row, 1,234 rows. */
export function counted(count: number, name: string): string {
  return `${grouped(count)} ${name}${count === 1 ? '' : 's'}`
}

/** Names in a sentence: a, b, and c. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names)
}

/** Names of metrics as people write them: NDCG@100, Recall@20. */
export function metricTitle(name: string): string {
  const [kind = '', at] = name.split('@')
  const title = kind === 'ndcg' ? 'NDCG' : kind.replace(/^./, (first) => first.toUpperCase())
  return `${title}@${at}`
}

/** A mean and its standard error: 0.4166 ± 0.0081. */
export function meanAndError({ mean, standardError }: Summary): string {
  return Number.isFinite(standardError) ? `${mean.toFixed(4)} ± ${standardError.toFixed(4)}` : mean.toFixed(4)
}

/** A difference with its sign: +0.0123, −0.0045, 0.0000. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(4)
  if (Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

/** A p-value to three or four places, or that it is below 0.0001. */
export function pValue(value: number): string {
  return value < 0.0001 ? '< 0.0001' : value.toFixed(value < 0.01 ? 4 : 3)
}

/** A time as people say it: 42 s, 3 min 20 s, 2 h 05 min. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
  const minutes = Math.round(whole / 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
