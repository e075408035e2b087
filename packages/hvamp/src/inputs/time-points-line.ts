import type { TimePoints } from '@hvamp/data'
import { timeInWords } from '../process/time-in-words'

/** At which times data are divided, in a line. */
export function timePointsLine(path: string, { validationFrom, testFrom }: TimePoints): string {
  const [validation, test] = [validationFrom, testFrom].map((time) => timeInWords(String(time)))
  return `${path}: for validation from ${validation} on, for test from ${test} on`
}
