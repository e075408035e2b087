import { tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'
import { startWasm } from './start'

describe('clones', () => {
  beforeAll(async () => {
    await useBackend('wasm')
  })

  it('share memory, which lives as long as either', async () => {
    const { context } = await startWasm()
    const x = tensor1d([1, 2, 3])
    const copy = x.clone()
    expect(context.heap.offset(copy)).toBe(context.heap.offset(x))
    x.dispose()
    expect([...(await copy.data())]).toEqual([1, 2, 3])
    copy.dispose()
  })
})
