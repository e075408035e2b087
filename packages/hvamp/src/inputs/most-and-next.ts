/** Who has most, and what the next one has; undefined among nobody. */
export interface MostAndNext {
  readonly index: number
  readonly count: number
  /** 0 where there is no other. */
  readonly next: number
}

/** The first with the greatest count, and the greatest of the other counts, among those that are asked for. */
export function mostAndNext(
  counts: ArrayLike<number>,
  isAmong: (index: number) => boolean = () => true,
): MostAndNext | undefined {
  let [most, next] = [-1, 0]
  for (let index = 0; index < counts.length; index++) {
    if (!isAmong(index)) continue
    const count = counts[index]!
    if (most < 0) most = index
    else if (count > counts[most]!) [most, next] = [index, counts[most]!]
    else if (count > next) next = count
  }
  return most < 0 ? undefined : { index: most, count: counts[most]!, next }
}
