import { requireCount } from '@hvamp/random'

const SAMPLED = 1024 // scores that the floor is estimated from

/**
 * The indices of the k highest scores, best first; of equal scores the lower index comes first.
 *
 * Partial selection: a heap of k entries, one comparison for a score that does not enter it. Entries of −Infinity
 * are never returned, so there may be fewer than k.
 *
 * @param into at least k entries to write to; what is returned is a view of it
 * @throws if k is not a positive integer, `into` is too short, or (HVAMP_NOT_FINITE) a score is NaN
 */
export function topK(scores: Float32Array | Float64Array, k: number, into?: Int32Array): Int32Array {
  requireCount('topK: k', k)
  const capacity = Math.min(k, scores.length)
  const heap = into ?? new Int32Array(capacity)
  if (heap.length < capacity) {
    throw new Error(`topK: into must hold at least ${capacity} entries, got ${heap.length}`)
  }
  const floor = likelyFloor(scores, capacity)
  let size = collect(scores, capacity, heap, floor)
  if (size < capacity && floor > Number.NEGATIVE_INFINITY) {
    size = collect(scores, capacity, heap, Number.NEGATIVE_INFINITY) // the floor was too high
  }
  for (let end = size - 1; end > 0; end--) {
    const last = heap[end]!
    heap[end] = heap[0]!
    heap[0] = last
    siftDown(heap, scores, end)
  }
  return heap.subarray(0, size)
}

/**
 * A score that almost surely only the k highest and a few more reach: a high rank among evenly spaced scores.
 *
 * Scores below it are passed over, if enough scores reach it; −Infinity where there are too few scores to sample.
 */
function likelyFloor(scores: Float32Array | Float64Array, k: number): number {
  const stride = Math.floor(scores.length / SAMPLED)
  const rank = Math.ceil((2 * k) / stride) + 4 // about k / stride of those looked at are among the k highest
  if (stride < 4 || rank > k) return Number.NEGATIVE_INFINITY
  const heap = new Int32Array(rank)
  const size = collect(scores, rank, heap, Number.NEGATIVE_INFINITY, stride)
  return size < rank ? Number.NEGATIVE_INFINITY : scores[heap[0]!]!
}

/**
 * Fills the heap with the indices of the highest scores, as many as it has room for.
 *
 * @param floor scores below it are passed over
 * @param stride every `stride`-th score is looked at
 * @returns how many there are
 */
function collect(
  scores: Float32Array | Float64Array,
  capacity: number,
  heap: Int32Array,
  floor: number,
  stride = 1,
): number {
  let size = 0
  let bar = floor // a score below it does not enter

  function consider(index: number): void {
    const score = scores[index]!
    if (score < bar || score === Number.NEGATIVE_INFINITY) return
    if (Number.isNaN(score)) {
      const error = new Error(`topK: scores must be numbers, got NaN at ${index}`)
      throw Object.assign(error, { code: 'HVAMP_NOT_FINITE' }) // as of a training that has come to NaN
    }
    if (size < capacity) {
      heap[size] = index
      siftUp(heap, scores, size++)
    } else if (score > bar) {
      heap[0] = index
      siftDown(heap, scores, size)
    }
    if (size === capacity) bar = scores[heap[0]!]!
  }

  let index = 0
  for (; index + 3 * stride < scores.length; index += 4 * stride) {
    if (
      scores[index]! < bar &&
      scores[index + stride]! < bar &&
      scores[index + 2 * stride]! < bar &&
      scores[index + 3 * stride]! < bar
    ) {
      continue
    }
    for (let i = 0; i < 4; i++) consider(index + i * stride)
  }
  for (; index < scores.length; index += stride) consider(index)
  return size
}

/** Whether item a ranks below item b: the heap's root is the lowest of the items kept. */
function isWorse(scores: ArrayLike<number>, a: number, b: number): boolean {
  const scoreOfA = scores[a]!
  const scoreOfB = scores[b]!
  return scoreOfA < scoreOfB || (scoreOfA === scoreOfB && a > b)
}

function siftUp(heap: Int32Array, scores: ArrayLike<number>, start: number): void {
  const item = heap[start]!
  let at = start
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isWorse(scores, item, heap[parent]!)) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = item
}

function siftDown(heap: Int32Array, scores: ArrayLike<number>, size: number): void {
  const item = heap[0]!
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= size) break
    if (child + 1 < size && isWorse(scores, heap[child + 1]!, heap[child]!)) child++
    if (!isWorse(scores, heap[child]!, item)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = item
}
