import { describe, expect, it } from 'vitest'
import { watched } from './watched'
import { finish } from './work'

const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('watched', () => {
  it('reports the progress of a computation, the latest of it, until it ends', async () => {
    const done: number[] = []
    const work = watched('inverse', async ({ onProgress }) => {
      for (const rows of [1, 2, 3]) {
        onProgress(rows, 3)
        await soon()
        await soon()
      }
    })
    await finish(work, { onEvent: (event) => event.type === 'stage' && done.push(event.done) })
    expect(done.length).toBeGreaterThan(0)
    expect(done).toEqual(done.toSorted())
  })

  it('throws what the computation throws', async () => {
    const work = watched('inverse', async ({ onProgress }) => {
      onProgress(1, 2)
      await soon()
      throw new Error('not positive definite')
    })
    await expect(finish(work, {})).rejects.toThrow('not positive definite')
  })

  it('ends the computation, and waits for its end, when it is told to stop', async () => {
    const controller = new AbortController()
    let hasEnded = false
    const work = watched('inverse', async ({ onProgress, signal }) => {
      while (!signal.aborted) {
        onProgress(1, 2)
        await soon()
      }
      await soon()
      hasEnded = true
      throw signal.reason
    })
    const { result } = await finish(work, { signal: controller.signal, onEvent: () => controller.abort() })
    expect(result).toBeUndefined()
    expect(hasEnded).toBe(true)
  })
})
