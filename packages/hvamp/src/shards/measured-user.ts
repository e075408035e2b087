import { z } from 'zod'

/** How well a model ranks what is held out of one user: a line of a part of `hvamp evaluate`. */
export const measuredUser = z.strictObject({
  user: z.string(),
  /** Of users of a split: where one process would measure it, from 0. */
  place: z.int().min(0).optional(),
  /** Items that the model sees, and items to find. */
  foldIn: z.int().min(0),
  heldOut: z.int().min(1),
  /** By the names of metrics. */
  metrics: z.record(z.string(), z.number()),
})

export type MeasuredUser = z.infer<typeof measuredUser>

/** Which items are in somebody's ranking, a bit each, as text. @param shown 1 for each that is: [items] */
export function shownText(shown: Uint8Array): string {
  const bits = new Uint8Array(Math.ceil(shown.length / 8))
  for (let item = 0; item < shown.length; item++) bits[item >> 3]! |= shown[item]! << (item & 7)
  return Buffer.from(bits).toString('base64')
}

/** Adds the items of such a text to those in `shown`. */
export function addShown(text: string, shown: Uint8Array): void {
  const bits = Buffer.from(text, 'base64')
  for (let item = 0; item < shown.length; item++) {
    if (((bits[item >> 3] ?? 0) >> (item & 7)) & 1) shown[item] = 1
  }
}
