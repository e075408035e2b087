import { expect, it } from 'vitest'
import { unlessAborted } from './unless-aborted'

const reason = new Error('too late')

it('gives what the promise gives, or its error', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(5), signal)).toBe(5)
  const fault = new Error('the database is down')
  await expect(unlessAborted(Promise.reject(fault), signal)).rejects.toBe(fault)
})

it('gives the reason of the signal if that comes first, or has come', async () => {
  const controller = new AbortController()
  const never = new Promise(() => {})
  const given = unlessAborted(never, controller.signal)
  controller.abort(reason)
  await expect(given).rejects.toBe(reason)
  await expect(unlessAborted(never, controller.signal)).rejects.toBe(reason)
})

it('hears an error that comes after the signal, so that it does not end the process', async () => {
  const unheard: unknown[] = []
  const hear = (error: unknown) => unheard.push(error)
  process.on('unhandledRejection', hear)
  const controller = new AbortController()
  let fail: (error: Error) => void = () => {}
  const late = new Promise((_, reject) => {
    fail = reject
  })
  const given = unlessAborted(late, controller.signal)
  controller.abort(reason)
  await expect(given).rejects.toBe(reason)
  fail(new Error('the database is down'))
  await new Promise(setImmediate)
  process.off('unhandledRejection', hear)
  expect(unheard).toEqual([])
})
