/**
 * Ends this process, in the orderly way of the terminate signal, when the one that began it with a channel is gone:
 * nobody is left behind who would write into folders that others work in.
 */
export function endWithParent(): void {
  if (process.connected === undefined) return // begun without a channel
  const end = () => process.kill(process.pid, 'SIGTERM')
  if (!process.connected) end()
  process.once('disconnect', end)
  process.channel?.unref() // it alone is no reason to stay
}
