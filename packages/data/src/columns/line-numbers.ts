import { mostCommon } from '../values/most-common'

const INTEGER = /^\d{1,6}$/
const FEWEST_STARTS = 10 // of lists, each of which begins anew by no chance
const FEWEST_STEPS = 5 // from a line to the next one of its list
const NEARLY_ALL = 0.9 // lines may have been left out

/**
 * Whether cells number the lines of lists, such as 10, 20, 30 of the items of each order: nearly all lists begin with the same number, and
 * go on by the same step.
 *
 * @param cells of rows, in their order
 * @param lists the list of each row; without it one ends where the next number is no higher
 */
export function areLineNumbers(cells: readonly string[], lists?: readonly string[]): boolean {
  if (!cells.every(isLineNumber)) return false
  const numbers = cells.map(Number)
  const all = lists ? listsOf(numbers, lists) : runsOf(numbers)
  const steps = all.flatMap((list) => list.slice(1).map((number, at) => number - list[at]!))
  if (all.length < FEWEST_STARTS || steps.length < FEWEST_STEPS) return false
  return areNearlyOne(all.map(([first]) => first!)) && areNearlyOne(steps) && mostCommon(steps).value > 0
}

/** Whether a cell may be the number of a line. */
export const isLineNumber = (cell: string) => INTEGER.test(cell)

/** The numbers of each list, in ascending order. */
function listsOf(numbers: readonly number[], lists: readonly string[]): readonly (readonly number[])[] {
  const found = new Map<string, number[]>()
  for (const [row, number] of numbers.entries()) {
    const list = found.get(lists[row]!)
    if (list) list.push(number)
    else found.set(lists[row]!, [number])
  }
  return Array.from(found.values(), (list) => list.sort((a, b) => a - b))
}

function runsOf(numbers: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const [row, number] of numbers.entries()) {
    const goesOn = row > 0 && number > numbers[row - 1]!
    if (goesOn) runs.at(-1)!.push(number)
    else runs.push([number])
  }
  return runs
}

const areNearlyOne = (values: readonly number[]) => mostCommon(values).count >= NEARLY_ALL * values.length
