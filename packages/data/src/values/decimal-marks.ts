/** The mark before the decimals of a number. */
export type DecimalMark = 'point' | 'comma'

/** What the numbers of a file show of their decimal mark. */
export interface SeenMarks {
  /** Undefined where no number leaves no doubt. */
  readonly mark: DecimalMark | undefined
  readonly hasIntegers: boolean
  /** The doubt about the first number such as 1.234, where no other had shown what a point is. */
  readonly likeThousand: Error | undefined
}

/**
 * Requires of the numbers of a file, or of several that are read as one, that it is sure what the point of 1.234 is.
 *
 * @throws if it stands beside integers alone, so that it may be of thousands, or beside another file's commas
 */
export function requireSureMark(files: readonly SeenMarks[]): void {
  const inDoubt = files.find(({ mark, likeThousand }) => mark === undefined && likeThousand)
  const marks = files.map(({ mark }) => mark)
  const isBesideIntegers = !marks.includes('point') && files.some(({ hasIntegers }) => hasIntegers)
  if (inDoubt && (isBesideIntegers || marks.includes('comma'))) throw inDoubt.likeThousand
}
