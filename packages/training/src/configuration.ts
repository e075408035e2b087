import { trainingError } from './training-error'

/**
 * Checks that a training is resumed with the configuration that it began with.
 *
 * @throws (HVAMP_OTHER_CHECKPOINT) naming the first thing that differs, with both values
 */
export function requireSameConfiguration(saved: unknown, current: unknown): void {
  const before = flattened(saved)
  const now = flattened(current)
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (before[name] !== now[name]) {
      throw trainingError(
        'HVAMP_OTHER_CHECKPOINT',
        `train: to resume, ${name} must be as in the checkpoint, ${before[name] ?? 'absent'}, got ${now[name] ?? 'none'}`,
      )
    }
  }
}

/** `{ optimizer: { beta1: 0.9 } }` as `{ 'optimizer.beta1': '0.9' }`; lists count as one value. */
function flattened(value: unknown, name = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { [name]: JSON.stringify(value) ?? 'undefined' }
  }
  const parts: Record<string, string> = {}
  for (const [key, part] of Object.entries(value)) {
    Object.assign(parts, flattened(part, name === '' ? key : `${name}.${key}`))
  }
  return parts
}
