/** How a long computation is followed, and stopped. */
export interface Watched {
  readonly onProgress?: ((stage: string, done: number, total: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}
