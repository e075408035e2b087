import { expect, it } from 'vitest'
import { precisionOf } from './precision'
import { sharedMemory } from './shared-memory'

it('rows with ever more ones take little more room than the row with the most', () => {
  const [width, rows] = [64, 4000]
  const roomOf = (onesOf: (row: number) => number) => {
    const shared = sharedMemory()
    const precision = precisionOf(shared, 1, { name: 'blocks', size: 32 })
    const numbers = new Float32Array(0)
    const offsets = new Int32Array(rows + 1)
    for (let row = 0; row < rows; row++) offsets[row + 1] = offsets[row]! + onesOf(row)
    const systems = {
      ...{ width, offsets, columns: new Int32Array(0), factors: numbers, products: numbers },
      ...{ weight: 1, target: 1, ridges: numbers, solutions: numbers, losses: new Float64Array(0) },
    }
    for (let row = 0; row < rows; row += 4) precision.solveCall(systems, row, row + 4, 0)
    return shared.memory.buffer.byteLength
  }
  expect(roomOf((row) => row)).toBeLessThan(5 * roomOf(() => rows))
})
