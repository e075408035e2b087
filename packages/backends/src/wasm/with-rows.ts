import type { SparseRows } from '@hvamp/layers'
import type { Heap } from './heap'

/** Puts sparse rows on the heap and runs `use` with their addresses. */
export function withRows<T>(
  heap: Heap,
  { offsets, columns, values }: SparseRows,
  use: (offsets: number, columns: number, values: number) => T,
): T {
  const parts = [heap.put(offsets), heap.put(columns), heap.put(values)]
  try {
    return use(...(parts.map(heap.offset) as [number, number, number]))
  } finally {
    for (const part of parts) heap.release(part)
  }
}
