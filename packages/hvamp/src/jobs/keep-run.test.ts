import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { storeError } from '../stores/object-store'
import { keepRun } from './keep-run'

/** A run whose store is away at first: what is put, and what is said of the store. */
function keeping(failures: number, error: Error = storeError('s3://runs', new Error('away'))) {
  const seen: string[] = []
  let left = failures
  const put = async (folder: string) => {
    await setTimeout(5)
    if (left-- > 0) throw error
    seen.push(`put ${folder}`)
  }
  const onSilence = (reason: string | undefined) => seen.push(reason ?? 'answers')
  return { seen, keeper: keepRun({ put }, 'a', { onSilence, pause: 1 }) }
}

const never = new AbortController().signal
const away = 's3://runs: could not be reached: away'

it('puts the last of several checkpoints, and the run as it is at the end', async () => {
  const { seen, keeper } = keeping(0)
  for (let i = 0; i < 10; i++) keeper.changed()
  await expect.poll(() => seen).toEqual(['put a', 'put a']) // of the first, and of the last
  expect(await keeper.finish(never)).toBe(true)
  expect(seen).toEqual(['put a', 'put a', 'put a'])
})

it('tries again until the store answers, and says once that it does not', async () => {
  const { seen, keeper } = keeping(4)
  keeper.changed()
  await expect.poll(() => seen).toEqual([away, 'put a', 'answers'])
})

it('gives up at the end when the signal comes', async () => {
  const { seen, keeper } = keeping(Number.POSITIVE_INFINITY)
  expect(await keeper.finish(AbortSignal.timeout(20))).toBe(false)
  expect(seen).toEqual([away])
})

it('throws at the end what is no fault of the store, which in the middle may be a file that was just replaced', async () => {
  const { seen, keeper } = keeping(2, new Error('ENOENT'))
  keeper.changed()
  await setTimeout(20)
  await expect(keeper.finish(never)).rejects.toThrow('ENOENT')
  expect(seen).toEqual([])
})
