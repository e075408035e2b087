import type { Crew } from './crew'
import type { KernelCall } from './row-kernels'

/** A task that has ended: with the row that its kernel could not solve, if there is one. */
interface Ended {
  readonly task: number
  readonly failed: number | undefined
}

/** Runs tasks, each in the first thread that is free. */
export async function* inParallel(
  crew: Crew,
  count: number,
  callOf: (task: number, member: number) => KernelCall,
): AsyncGenerator<Ended, void, void> {
  const running = new Map<number, Promise<Ended & { readonly member: number }>>()
  let next = 0
  const start = async (member: number, task: number) => {
    const row = await crew.run(member, callOf(task, member))
    return { member, task, failed: row === undefined || row < 0 ? undefined : row }
  }
  for (let member = 0; member < crew.size && next < count; member++) {
    running.set(member, start(member, next++))
  }
  while (running.size > 0) {
    const { member, ...ended } = await Promise.race(running.values())
    running.delete(member)
    if (next < count && ended.failed === undefined) running.set(member, start(member, next++))
    yield ended
  }
}
