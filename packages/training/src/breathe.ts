/**
 * Gives timers, signals and rendering a turn; a promise alone does not.
 *
 * A timer would be the simple way, but browsers slow timers down to one a second, or a minute, in the background.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve)
      return
    }
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
