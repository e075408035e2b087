export type { Job, JobState, Refusal, WorkOutcome } from './job'
export { missingForQueue } from './missing-for-queue'
export { type JobQueue, openQueue } from './open-queue'
export { isQueueAddress, type QueueAddress, type QueueServer, queueAddress } from './queue-address'
export {
  type JobWorker,
  startWorker,
  type TakenJob,
  type WorkerOptions,
  type WorkStopReason,
} from './start-worker'
