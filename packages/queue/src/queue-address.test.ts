import { describe, expect, it } from 'vitest'
import { isQueueAddress, queueAddress } from './queue-address'

describe('the address of a queue', () => {
  it.each([
    ['redis://:secret@10.0.0.7:6380/2', 'redis', 'redis://10.0.0.7:6380/2'],
    ['rediss://hvamp:secret@10.0.0.7', 'redis', 'rediss://hvamp@10.0.0.7'],
    ['valkey://localhost', 'redis', 'valkey://localhost'],
    [
      'postgres://hvamp:secret@db/hvamp?sslmode=require',
      'postgres',
      'postgres://hvamp@db/hvamp?sslmode=require',
    ],
  ])('is shown without its password: %s', (address, server, shown) => {
    expect(isQueueAddress(address)).toBe(true)
    expect(queueAddress(address)).toMatchObject({ server, shown })
  })

  it('is given to the driver as that knows it', () => {
    expect(queueAddress('valkey://:secret@localhost').full).toBe('redis://:secret@localhost')
    expect(queueAddress('valkeys://localhost').full).toBe('rediss://localhost')
  })

  it('is refused without the part that may be a password', () => {
    expect(() => queueAddress('redis://:se/cret@localhost')).toThrow(
      /^redis:\/\/…: must be an address such as/,
    )
    expect(() => queueAddress('amqp://:secret@localhost')).toThrow(/postgres:\/\/, got 'amqp:…'$/)
    expect(() => queueAddress(':secret@localhost')).toThrow(/got '…:…'$/)
    for (const text of ['mysql://localhost/x', 'sqlite:x', 'runs/x']) expect(isQueueAddress(text)).toBe(false)
  })
})
