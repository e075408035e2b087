/**
 * The indices of the k highest scores, best first; of equal scores the lower index comes first.
 *
 * Partial selection: a heap of k entries, one comparison for a score that does not enter it. Entries of −Infinity
 * are never returned, so there may be fewer than k.
 *
 * @param into at least k entries to write to; what is returned is a view of it
 * @throws if k is not a positive integer, `into` is too short, or a score is NaN
 */
export function topK(scores: Float32Array | Float64Array, k: number, into?: Int32Array): Int32Array {
  if (!Number.isSafeInteger(k) || k < 1) throw new Error(`topK: k must be a positive integer, got ${k}`)
  const capacity = Math.min(k, scores.length)
  const heap = into ?? new Int32Array(capacity)
  if (heap.length < capacity) {
    throw new Error(`topK: into must hold at least ${capacity} entries, got ${heap.length}`)
  }
  let size = 0
  let bar = Number.NEGATIVE_INFINITY // a score must exceed this to enter
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!
    if (!(score > bar)) {
      if (Number.isNaN(score)) throw new Error(`topK: scores must be numbers, got NaN at ${index}`)
      continue
    }
    if (size < capacity) {
      heap[size] = index
      siftUp(heap, scores, size++)
    } else {
      heap[0] = index
      siftDown(heap, scores, size)
    }
    if (size === capacity) bar = scores[heap[0]!]!
  }
  for (let end = size - 1; end > 0; end--) {
    const last = heap[end]!
    heap[end] = heap[0]!
    heap[0] = last
    siftDown(heap, scores, end)
  }
  return heap.subarray(0, size)
}

/** Whether item a stands below item b: the heap's root is the worst of those kept. */
function isWorse(scores: ArrayLike<number>, a: number, b: number): boolean {
  const [scoreOfA, scoreOfB] = [scores[a]!, scores[b]!]
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
