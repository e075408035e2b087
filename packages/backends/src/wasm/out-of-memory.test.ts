import { engine, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'
import { guardKernels } from './out-of-memory'
import { runProgram } from './program.fixture'
import { startWasm } from './start'

const start = `
  import { fill, matMul, ones } from '@tensorflow/tfjs-core'
  import { useBackend } from '../use-backend'
  import { startWasm } from './start'
  const failure = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      return { code: error.code, message: error.message }
    }
  }
  /** Takes memory in halves of what failed, down to the last kilobyte. */
  function fillHeap(heap) {
    const taken = []
    for (let floats = 2 ** 27; floats >= 2 ** 8; floats /= 2) {
      while (!failure(() => taken.push(heap.make([floats])))) {}
    }
    return taken
  }
  const main = async () => {
    await useBackend('wasm')
    const { heap } = (await startWasm()).context
    const early = ones([4096])
`
const end = `
  }
  main().then((result) => console.log(JSON.stringify(result)))
`

async function resultOf(body: string) {
  const { stdout, stderr, code } = await runProgram(start + body + end)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

it('a full heap refuses a tensor by its code, and earlier tensors keep their values', async () => {
  const result = await resultOf(`
    const taken = fillHeap(heap)
    const error = failure(() => fill([2 ** 20], 7))
    const intact = (await early.data()).every((value) => value === 1)
    for (const tensor of taken) heap.release(tensor)
    return { error, intact, after: [...(await fill([3], 7).data())] }
  `)
  expect(result.intact).toBe(true)
  expect(result.error.code).toBe('HVAMP_OUT_OF_MEMORY')
  expect(result.error.message).toMatch(
    /^wasm: out of memory: 4 MiB more do not fit; tensors hold 1 MiB of a heap of [34]\d{3} MiB, which can grow to 4096 MiB at most$/,
  )
  expect(result.after).toEqual([7, 7, 7])
})

it('a tensor of more than 4 GB is refused, not cut to what 32 bits leave of its size', async () => {
  const { code, message } = await resultOf('return failure(() => heap.make([2 ** 30 + 16]))')
  expect(code).toBe('HVAMP_OUT_OF_MEMORY')
  expect(message).toContain('4097 MiB more do not fit')
})

it('a gap near the end of the heap is no room for what reaches past 4 GiB', async () => {
  const result = await resultOf(`
    const mebi = 2 ** 18 // floats
    const taken = Array.from({ length: 32 }, () => heap.make([100 * mebi]))
    const gap = heap.make([200 * mebi])
    taken.push(heap.make([mebi]))
    heap.release(gap)
    const hasRoom = [600, 944, 1000].map((size) => heap.hasRoom(4 * size * mebi))
    const { code } = failure(() => heap.make([944 * mebi]))
    const other = heap.make([190 * mebi])
    for (const tensor of [...taken, other]) heap.release(tensor)
    return { hasRoom, code, after: heap.hasRoom(4 * 944 * mebi) }
  `)
  expect(result).toEqual({
    ...{ hasRoom: [true, false, false], code: 'HVAMP_OUT_OF_MEMORY', after: true },
  })
})

it('a product whose copies do not fit is refused, not left undone', async () => {
  const result = await resultOf(`
    const [x, w] = [ones([64, 2048]), ones([2048, 512])]
    const taken = fillHeap(heap)
    heap.release(taken[taken.findLastIndex(({ shape }) => shape[0] >= 2 ** 17)]) // room for the product itself
    const error = failure(() => matMul(x, w))
    const turned = failure(() => matMul(x, w, true, true))
    const intact = (await early.data()).every((value) => value === 1)
    for (const tensor of taken) heap.release(tensor)
    const product = await matMul(x, w).data()
    return { code: error?.code, intact, right: product.every((value) => value === 2048) }
  `)
  expect(result).toEqual({ code: 'HVAMP_OUT_OF_MEMORY', intact: true, right: true })
})

describe('a kernel that fails', () => {
  const run = async (error: Error) => {
    await useBackend('wasm')
    const { context } = await startWasm()
    const kernelFunc = () => {
      throw error
    }
    registerKernel({ kernelName: 'Failing', backendName: 'wasm', kernelFunc })
    guardKernels(context.backend, context.allOrNothing)
    try {
      engine().runKernel('Failing', {})
    } catch (thrown) {
      return thrown as Error
    } finally {
      unregisterKernel('Failing', 'wasm')
    }
    throw new Error('a failing kernel must throw')
  }

  it.each([
    ['memory access out of bounds', 'memory access out of bounds'],
    ['Aborted(). Build with -sASSERTIONS for more info.', 'Aborted()'],
  ])('for want of memory says so by the same code, and keeps the cause: %s', async (message, told) => {
    const cause = new WebAssembly.RuntimeError(message)
    const error = await run(cause)
    expect(error).toMatchObject({ code: 'HVAMP_OUT_OF_MEMORY', cause })
    expect(error.message).toContain(`out of memory: Failing failed (${told}); tensors hold `)
  })

  it('for another reason says what it said', async () => {
    const error = new WebAssembly.RuntimeError('unreachable')
    expect(await run(error)).toBe(error)
  })
})
