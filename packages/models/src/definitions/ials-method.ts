import type { VectorMethod } from '@hvamp/tensors'

/**
 * How iALS solves its vectors: in blocks of factors, as the authors do, unless one block holds a whole vector, which is then solved
 * exactly.
 */
export function ialsMethod(settings: { readonly factors: number; readonly blockSize: number }): VectorMethod {
  const { factors, blockSize } = settings
  return blockSize < factors ? { name: 'blocks', size: blockSize } : { name: 'exact' }
}
