import { expect, it } from 'vitest'
import { runProgram } from './program.fixture'

it('a lazy gradient that gets its memory only when it is scattered is scattered whole, where the heap grows for it', async () => {
  const { stdout, stderr, code } = await runProgram(`
    import { engine, ones } from '@tensorflow/tfjs-core'
    import { useBackend } from '../use-backend'
    import { startWasm } from './start'
    const [columnCount, outputs] = [200_000, 32]
    const rows = {
      ...{ rowCount: 1, columnCount, offsets: Int32Array.of(0, 2) },
      ...{ columns: Int32Array.of(1, columnCount - 1), values: Float32Array.of(2, 3) },
    }
    const indices = Int32Array.from({ length: columnCount }, (_, i) => 2 * i)
    const run = (name, inputs, attributes) => engine().runKernel(name, inputs, attributes)
    const main = async () => {
      await useBackend('wasm')
      const { heap } = (await startWasm()).context
      const values = run('HvampSparseLinearGrad', { dy: ones([1, outputs]) }, { rows })
      const length = 2 * columnCount
      const taken = []
      for (const before = heap.memory.buffer.byteLength; heap.memory.buffer.byteLength === before; ) {
        taken.push(heap.make([2 ** 18]))
      }
      taken.push(heap.make([length, outputs]))
      heap.release(taken.pop()) // room for what it is scattered into, and for little else
      const before = heap.memory.buffer.byteLength
      const scattered = run('HvampScatterSlices', { values }, { axis: 0, indices, length })
      const grown = heap.memory.buffer.byteLength > before
      const all = await scattered.data()
      const sum = all.reduce((total, value) => total + value, 0)
      console.log(JSON.stringify({ grown, at: [all[2 * outputs], all[2 * (columnCount - 1) * outputs]], sum: sum / outputs }))
    }
    main()`)
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual({ grown: true, at: [2, 3], sum: 5 })
})
