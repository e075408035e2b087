import type { NamedArrays } from './weights'

/** Named float32 arrays that are read one at a time, so that they never need to be in memory together. */
export interface ArraySource {
  readonly shapes: Readonly<Record<string, readonly number[]>>
  /** The values may be a view that the next step changes: copy them to keep them. */
  read(name: string): Promise<Float32Array>
}

/** Arrays that are in memory already, as a source of arrays. */
export function arraySource(arrays: NamedArrays): ArraySource {
  const shapes = Object.entries(arrays).map(([name, { shape }]) => [name, shape])
  return { shapes: Object.fromEntries(shapes), read: async (name) => arrays[name]!.values }
}
