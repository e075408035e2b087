/** The parts of TensorFlow.js' Emscripten module that are used here, which its own types leave out. */
export interface WasmModule {
  readonly asm: {
    readonly memory: WebAssembly.Memory
    /** @returns a signed address, or 0 where the heap has no room */
    malloc(bytes: number): number
  }
  _malloc(bytes: number): number
  _free(address: number): void
}
