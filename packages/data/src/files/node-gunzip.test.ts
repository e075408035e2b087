import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { nodeGunzip } from './node-gunzip'

it('decompresses the chunks of a source that uses one Buffer again', async () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `${(i * 7919) % 10_007}\n`).join('')
  const zipped = gzipSync(text)
  async function* source() {
    const buffer = Buffer.alloc(512)
    for (let at = 0; at < zipped.length; at += 512)
      yield buffer.subarray(0, zipped.copy(buffer, 0, at, at + 512))
  }
  const pieces: Uint8Array[] = []
  for await (const piece of nodeGunzip(source(), 'ratings.csv.gz')) pieces.push(piece)
  expect(Buffer.concat(pieces).toString()).toBe(text)
})
