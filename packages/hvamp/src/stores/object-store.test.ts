import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { isStoreError, type ObjectStore } from './object-store'
import { openStore } from './open-store'
import { credentialsOf, type S3Server, s3ServerKinds, startOwnS3Server } from './s3-server.fixture'

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: Error) => error.message,
  )

afterEach(() => vi.unstubAllEnvs())

describe.each(s3ServerKinds)('an object store of $name', ({ missing, start }) => {
  const why = missing === undefined ? '' : ` (skipped: ${missing})`
  let server: S3Server
  let store: ObjectStore
  const reach = () => {
    for (const [name, value] of Object.entries(credentialsOf(server))) vi.stubEnv(name, value)
  }
  beforeAll(async () => {
    if (missing !== undefined) return
    server = await start()
    reach()
    store = await openStore('s3://runs/of/team', 'write')
    vi.unstubAllEnvs()
  })
  afterAll(() => server?.stop())

  it.skipIf(missing !== undefined)(`gives back what was put, and lists and removes it${why}`, async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251)
    expect(await store.get('a/1', 10)).toBeUndefined()
    for (const key of ['a/1', 'a/2', 'a/b/3', 'b/4']) await store.put(key, bytes)
    await store.put('a/2', Buffer.from('again'))
    expect(await store.get('a/1', 100_000)).toEqual(Buffer.from(bytes))
    expect(Buffer.from((await store.get('a/2', 100))!).toString()).toBe('again')
    expect(await store.keysIn('a/')).toEqual(['1', '2', 'b/3'])
    await store.remove('a/1')
    await store.remove('a/1')
    expect(await store.get('a/1', 100_000)).toBeUndefined()
    expect(await store.keysIn('a/')).toEqual(['2', 'b/3'])
  })

  it.skipIf(missing !== undefined)(`refuses an object of more bytes than are expected${why}`, async () => {
    await store.put('large', new Uint8Array(1000))
    const error = await store.get('large', 999).catch((error: Error) => error)
    expect(isBadInput(error)).toBe(true)
    expect((error as Error).message).toBe('s3://runs/of/team/large: must have at most 999 bytes, got more')
    expect(await store.get('large', 1000)).toHaveLength(1000)
  })

  it.skipIf(missing !== undefined)(`is refused in a line where there is no such bucket${why}`, async () => {
    reach()
    const error = await openStore('s3://none-such', 'read').catch((error: Error) => error)
    expect(isBadInput(error)).toBe(true)
    expect((error as Error).message).toBe('--store s3://none-such: there is no such bucket')
  })
})

describe('an object store', () => {
  it('that nothing answers for, or without credentials, is refused in a line', async () => {
    for (const [name, value] of Object.entries(credentialsOf({ endpoint: 'http://127.0.0.1:9' }))) {
      vi.stubEnv(name, value)
    }
    expect(await messageOf(openStore('s3://runs', 'read'))).toBe(
      '--store s3://runs: could not be reached: connect ECONNREFUSED 127.0.0.1:9',
    )
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined)
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/nowhere')
    expect(await messageOf(openStore('s3://runs', 'read'))).toBe(
      '--store s3://runs: there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile',
    )
  }, 20_000)

  it('is tried again while it answers with errors, and then is to blame', async () => {
    const server = await startOwnS3Server()
    for (const [name, value] of Object.entries(credentialsOf(server))) vi.stubEnv(name, value)
    const store = await openStore('s3://runs', 'write')
    server.isAway = true
    const before = server.requests.length
    const error = await store.put('a', Buffer.from('b')).catch((error: Error) => error)
    expect(isStoreError(error)).toBe(true)
    expect(server.requests.length - before).toBe(4)
    await server.stop()
  })

  it.each([
    ['http://runs/team', 'http://runs/team'],
    ['s3://key:secret@runs/team', 's3://…@runs/team'],
    ['s3://runs/../team', 's3://runs/../team'],
    ['s3://runs//team', 's3://runs//team'],
    ['s3://Runs', 's3://Runs'],
    ['s3://runs/te am', 's3://runs/te am'],
  ])('%s is no address of one', async (address, shown) => {
    expect(await messageOf(openStore(address, 'read'))).toBe(
      `--store: must be s3://bucket, or s3://bucket/folder of letters, digits and . _ = + -, got '${shown}'`,
    )
  })
})
