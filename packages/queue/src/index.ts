export type { Job, JobState, Outcome, Refusal } from './job'
export { type JobQueue, openQueue } from './open-queue'
export { isQueueAddress, type QueueAddress, type QueueServer, queueAddress } from './queue-address'
export {
  type JobWorker,
  type StopReason,
  startWorker,
  type TakenJob,
  type WorkerOptions,
} from './start-worker'
