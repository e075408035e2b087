import { describe, expect, it } from 'vitest'
import { isShared, withSharedMemory } from './shared-memory-module'

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const name = (text: string) => [text.length, ...Buffer.from(text)]
const section = (id: number, ...body: number[]) => [id, body.length, ...body]

describe('withSharedMemory', () => {
  it('shares a memory that the module has, which grows as far as before', async () => {
    const module = Uint8Array.of(
      ...header,
      ...section(5, 1, 1, 2, 0x83, 0x01), // 2 to 131 pages
      ...section(7, 1, ...name('memory'), 2, 0),
    )
    const { instance } = await WebAssembly.instantiate(withSharedMemory(module))
    const memory = instance.exports.memory as WebAssembly.Memory
    expect(isShared(memory)).toBe(true)
    expect(memory.buffer.byteLength).toBe(2 * 65_536)
    expect(memory.grow(129)).toBe(2)
    expect(() => memory.grow(1)).toThrow()
  })

  it('shares a memory that the module imports, between imports of every other kind', async () => {
    const module = Uint8Array.of(
      ...header,
      ...section(1, 1, 0x60, 0, 0),
      ...section(
        2,
        ...[5, ...name('env'), ...name('run'), 0, 0],
        ...[...name('env'), ...name('table'), 1, 0x70, 1, 1, 9],
        ...[...name('env'), ...name('memory'), 2, 0, 1],
        ...[...name('env'), ...name('least'), 1, 0x70, 0, 1],
        ...[...name('env'), ...name('size'), 3, 0x7f, 0],
      ),
      ...section(7, 1, ...name('own'), 2, 0),
    )
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true })
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: 2, maximum: 9 })
    const env = { run: () => {}, table, memory, least: table, size: 3 }
    await expect(WebAssembly.instantiate(module, { env })).rejects.toThrow('shared')
    const { instance } = await WebAssembly.instantiate(withSharedMemory(module), { env })
    expect(instance.exports.own).toBe(memory)
  })

  it('leaves a module without memory as it is', () => {
    const module = Uint8Array.of(...header, ...section(1, 1, 0x60, 0, 0))
    expect(withSharedMemory(module)).toEqual(module)
  })

  it('refuses an import of no kind that it knows', () => {
    const module = Uint8Array.of(...header, ...section(2, 1, ...name('env'), ...name('tag'), 4, 0, 0))
    expect(() => withSharedMemory(module)).toThrow('wasm: an import must be of a kind from 0 to 3, got 4')
  })
})
